import type { Audio } from '@earmark/dsp';

/** What a recording is read from: the file itself, or its samples where only the page could decode it. */
export type SoundSource = File | Audio;

/** What is known of a recording once it is open. */
export interface SoundInfo {
  /** As the file says; the exact length is known when all has been decoded. */
  readonly durationSeconds: number;
  /** Of the recording itself, in Hz. */
  readonly sampleRate: number;
  /** In the recording; what is read is their mean. */
  readonly channels: number;
  /** Such as `flac` or `pcm-s16`. */
  readonly codec: string;
}

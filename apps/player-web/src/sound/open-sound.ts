import type { Audio } from '@earmark/dsp';
import { openFile } from './open-file.ts';
import type { SoundInfo, SoundSource } from './sound-source.ts';

/** A recording that is open. It is never whole in memory, but for what the page had to decode. */
export interface OpenSound {
  readonly info: SoundInfo;
  /**
   * Mono samples at the rate of the recording, in order, in pieces of a second, the last one shorter.
   *
   * @param startSeconds of the first sample; 0 where it is left out
   * @param endSeconds behind the last sample; the end of the recording where it is left out
   * @throws Error in plain words where the decoder stops, and for samples that are no finite numbers
   */
  pieces(startSeconds?: number, endSeconds?: number): AsyncGenerator<Float32Array>;
  close(): void;
}

/** Louder than any recording; NaN and infinity are none either. */
const ABSURD_SAMPLE = 1e9;

/**
 * Opens a recording to be decoded piece by piece: WAV, FLAC, MP3, Ogg, M4A, WebM and others, as far as this browser decodes them.
 * It works in a worker, and for WAV files in Node.
 *
 * @throws UndecodableSound where only the page's own decoder may help; Error in plain words where nothing will
 * @example
 * const sound = await openSound(file);
 * for await (const samples of sound.pieces(60, 70)) stream.push(samples); // ten seconds
 */
export async function openSound(source: SoundSource): Promise<OpenSound> {
  const sound = source instanceof Blob ? await openFile(source) : openAudio(source);
  const { sampleRate } = sound.info;
  return {
    ...sound,
    async *pieces(startSeconds = 0, endSeconds = Infinity) {
      let first = Math.max(0, Math.round(startSeconds * sampleRate));
      for await (const samples of sound.pieces(startSeconds, endSeconds)) {
        assertSound(samples, first, sampleRate);
        first += samples.length;
        yield samples;
      }
    },
  };
}

function assertSound(samples: Float32Array, first: number, sampleRate: number): void {
  for (let index = 0; index < samples.length; index++) {
    if (Math.abs(samples[index]!) <= ABSURD_SAMPLE) continue;
    const seconds = ((first + index) / sampleRate).toFixed(3);
    throw new Error(
      `At ${seconds} s it holds a sample of ${samples[index]}, which is no sound. Export it again, as 16-bit WAV or FLAC.`,
    );
  }
}

function openAudio({ samples, sampleRate }: Audio): OpenSound {
  return {
    info: { durationSeconds: samples.length / sampleRate, sampleRate, channels: 1, codec: 'pcm-f32' },
    async *pieces(startSeconds = 0, endSeconds = Infinity) {
      const to = Math.min(samples.length, Math.round(endSeconds * sampleRate));
      for (let at = Math.max(0, Math.round(startSeconds * sampleRate)); at < to; at += sampleRate)
        yield samples.slice(at, Math.min(to, at + sampleRate));
    },
    close: () => undefined,
  };
}

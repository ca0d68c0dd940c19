import { createHash } from 'node:crypto';
import { openRecording } from './open-recording.ts';

/** What the samples of a recording say about it. */
export interface RecordingMeasures {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** What was there to be read. */
  readonly durationSeconds: number;
  /** The largest magnitude in any channel, 1 being full scale. */
  readonly peak: number;
  /** Share of the samples of all channels that are clipped, 0..1. */
  readonly clippedShare: number;
  /** Share of the time in which every channel is silent, 0..1. */
  readonly silentShare: number;
  /** The same for the same sound in whatever lossless file, 64 hex digits. */
  readonly contentHash: string;
  readonly warnings: readonly string[];
}

/** A step of 16-bit samples below full scale: where converters stop. */
const FULL_SCALE = 1 - 2 / 32_768;
/** One sample at full scale is the peak of a normalised recording; a plateau is clipping. */
const CLIPPED_RUN = 3;
const FRAME_SECONDS = 0.025;
const SILENCE_RMS = 10 ** (-60 / 20);

/**
 * Reads a recording to its end, a piece of every channel in memory at a time.
 *
 * - clipped: samples at full scale, three or more in a row;
 * - silent: frames of 25 ms with an RMS below -60 dBFS (of a sine at full scale the RMS is -3 dBFS);
 * - content: SHA-256 of the samples rounded to 16 bit; channels that are all the same count as one.
 *
 * @param options.onProgress is called with the seconds that are done, after each piece.
 * @throws DecodeError where it can't be read.
 * @example (await measureRecording('a.wav')).contentHash === (await measureRecording('a.flac')).contentHash // true
 */
export async function measureRecording(
  path: string,
  { onProgress }: { readonly onProgress?: (doneSeconds: number) => void } = {},
): Promise<RecordingMeasures> {
  const { channels, sampleRate } = await openRecording(path);
  const files = await Promise.all(
    Array.from({ length: channels }, (_, channel) => openRecording(path, { channel })),
  );
  const streams = files.map((file) => file.chunks());
  const frameLength = Math.max(1, Math.round(FRAME_SECONDS * sampleRate));
  const meters = files.map(() => createMeter(frameLength));
  const silence = { frames: 0, silent: 0 };
  try {
    for (;;) {
      const pieces = await Promise.all(streams.map((stream) => stream.next()));
      if (pieces.some(({ done }) => done)) break;
      const frames = pieces.map(({ value }, channel) => meters[channel]!.push(value as Float32Array));
      countSilence(frames, silence);
      onProgress?.(meters[0]!.count() / sampleRate);
    }
  } finally {
    await Promise.all(streams.map((stream) => stream.return(undefined)));
  }
  countSilence(
    meters.map((meter) => meter.flush()),
    silence,
  );
  const samples = meters.reduce((sum, { count }) => sum + count(), 0);
  const hashes = meters.map((meter) => meter.hash());
  const isOne = hashes.every((hash) => hash === hashes[0]);
  return {
    sampleRate,
    channels,
    durationSeconds: samples / channels / sampleRate,
    peak: Math.max(...meters.map(({ peak }) => peak())),
    clippedShare: meters.reduce((sum, { clipped }) => sum + clipped(), 0) / samples,
    silentShare: silence.silent / silence.frames,
    contentHash: isOne ? hashes[0]! : createHash('sha256').update(hashes.join()).digest('hex'),
    warnings: [...new Set(files.flatMap(({ warnings }) => warnings))],
  };
}

/** Frames are silent where every channel is. */
function countSilence(frames: readonly boolean[][], counts: { frames: number; silent: number }): void {
  const [first = [], ...others] = frames;
  first.forEach((isSilent, index) => {
    counts.frames += 1;
    if (isSilent && others.every((other) => other[index])) counts.silent += 1;
  });
}

/** Follows one channel. */
function createMeter(frameLength: number) {
  const hash = createHash('sha256');
  let count = 0;
  let peak = 0;
  let clipped = 0;
  let run = 0;
  let power = 0;
  let filled = 0;
  const endFrame = () => {
    const isSilent = power / filled < SILENCE_RMS ** 2;
    power = 0;
    filled = 0;
    return isSilent;
  };
  return {
    /** @returns for each frame that is now full whether it is silent */
    push(samples: Float32Array): boolean[] {
      const silent: boolean[] = [];
      const rounded = new Int16Array(samples.length);
      for (let index = 0; index < samples.length; index += 1) {
        const sample = samples[index]!;
        const size = Math.abs(sample);
        rounded[index] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
        if (size > peak) peak = size;
        run = size >= FULL_SCALE ? run + 1 : 0;
        if (run >= CLIPPED_RUN) clipped += run === CLIPPED_RUN ? CLIPPED_RUN : 1;
        power += sample * sample;
        filled += 1;
        if (filled === frameLength) silent.push(endFrame());
      }
      count += samples.length;
      hash.update(rounded);
      return silent;
    },
    flush: (): boolean[] => (filled > 0 ? [endFrame()] : []),
    hash: () => hash.digest('hex'),
    count: () => count,
    peak: () => peak,
    clipped: () => clipped,
  };
}

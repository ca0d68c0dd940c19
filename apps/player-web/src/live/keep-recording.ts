import { waveHeader } from './wave-header.ts';

/** Keeps what is heard. */
export interface RecordingKeeper {
  /** How much is kept. */
  readonly seconds: number;
  readonly bytes: number;
  /** Whether the limit is reached: what comes now is not kept. */
  readonly full: boolean;
  push(samples: Float32Array): void;
  /** All that was kept, as a WAV file; keeping may go on. */
  file(name: string): File;
}

export const BYTES_PER_SAMPLE = 2;
/** So much stands in this page's own memory; a Blob is kept by the browser, which moves large ones to the disk. */
const SPILL_SAMPLES = 2 ** 21;

/**
 * Keeps sound as 16-bit samples, what is beyond full scale cut off there.
 *
 * @param sampleRate of the sound, in Hz
 * @param limitSeconds how much is kept: the first so many seconds
 * @example
 * const keeper = createRecordingKeeper(48000, 3600);
 * keeper.push(samples);
 * keeper.file('live.wav'); // 44 + 2 * samples.length bytes
 */
export function createRecordingKeeper(sampleRate: number, limitSeconds: number): RecordingKeeper {
  const limit = Math.round(limitSeconds * sampleRate);
  const spilled: Blob[] = [];
  let fresh = new DataView(new ArrayBuffer(BYTES_PER_SAMPLE * SPILL_SAMPLES));
  let freshCount = 0;
  const count = () => spilled.length * SPILL_SAMPLES + freshCount;

  return {
    get seconds() {
      return count() / sampleRate;
    },
    get bytes() {
      return BYTES_PER_SAMPLE * count();
    },
    get full() {
      return count() >= limit;
    },
    push(samples) {
      for (const sample of samples.subarray(0, Math.max(0, limit - count()))) {
        const integer = Math.max(-32768, Math.min(32767, Math.round(32768 * sample)));
        fresh.setInt16(BYTES_PER_SAMPLE * freshCount, integer, true);
        if (++freshCount < SPILL_SAMPLES) continue;
        spilled.push(new Blob([fresh]));
        fresh = new DataView(new ArrayBuffer(BYTES_PER_SAMPLE * SPILL_SAMPLES));
        freshCount = 0;
      }
    },
    file(name) {
      const rest = new Uint8Array(fresh.buffer, 0, BYTES_PER_SAMPLE * freshCount);
      return new File([waveHeader(sampleRate, count()), ...spilled, rest], name, { type: 'audio/wav' });
    },
  };
}

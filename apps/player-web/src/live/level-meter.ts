/** How loud it is now, in dB relative to full scale (0 is the loudest that can be told apart; silence is -Infinity). */
export interface Level {
  /** Mean power of the last 300 ms. */
  readonly rmsDb: number;
  /** Highest sample, falling by 20 dB a second. */
  readonly peakDb: number;
  /** Whether a sample hit full scale within the last two seconds: what is louder than that is cut off. */
  readonly clipped: boolean;
}

export interface LevelMeter {
  push(samples: Float32Array): void;
  read(): Level;
}

export const SILENCE: Level = { rmsDb: -Infinity, peakDb: -Infinity, clipped: false };

const RMS_SECONDS = 0.3;
const PEAK_FALL_DB_PER_SECOND = 20;
const CLIP_HOLD_SECONDS = 2;
/** The largest sample of 16 bits, less one step. */
const FULL_SCALE = 32766 / 32768;

/**
 * Meters a stream of samples. Time is counted in samples, so the same sound always reads the same.
 *
 * @param sampleRate in Hz
 * @example
 * const meter = createLevelMeter(8000);
 * meter.push(new Float32Array(8000).fill(0.5));
 * meter.read(); // { rmsDb: -6.02, peakDb: -6.02, clipped: false }
 */
export function createLevelMeter(sampleRate: number): LevelMeter {
  const keep = Math.exp(-1 / (RMS_SECONDS * sampleRate));
  const peakKeep = 10 ** (-PEAK_FALL_DB_PER_SECOND / 20 / sampleRate);
  let [power, peak, clipHold] = [0, 0, 0];
  return {
    push(samples) {
      for (const sample of samples) {
        const size = Math.abs(sample);
        power = keep * power + (1 - keep) * size * size;
        peak = Math.max(size, peak * peakKeep);
        clipHold = size >= FULL_SCALE ? CLIP_HOLD_SECONDS * sampleRate : Math.max(0, clipHold - 1);
      }
    },
    read: () => ({ rmsDb: 10 * Math.log10(power), peakDb: 20 * Math.log10(peak), clipped: clipHold > 0 }),
  };
}

/** From which level on the words are right. */
const WORDS: readonly (readonly [fromDb: number, words: string])[] = [
  [-6, 'loud'],
  [-40, 'good'],
  [-60, 'quiet'],
  [-Infinity, 'almost silent'],
];

/**
 * A level for people who don't think in decibels.
 *
 * @example levelInWords({ rmsDb: -30, peakDb: -18, clipped: false }) // 'good'
 */
export function levelInWords({ peakDb, clipped }: Level): string {
  return clipped ? 'too loud, cut off' : WORDS.find(([fromDb]) => peakDb >= fromDb)![1];
}

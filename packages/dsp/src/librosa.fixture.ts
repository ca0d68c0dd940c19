import { readFileSync } from 'node:fs';
import type { FeatureSpec } from './feature-spec.ts';

/** The sounds that the script makes by the same formulas as `referenceSignal`. */
type SignalName = 'tone' | 'voice' | 'clicks' | 'hiss' | 'square';

/** Every `frameStep`-th frame and `bandStep`-th band of a spectrogram, [frame][band]. */
interface FrozenSpectrogram {
  readonly spec: FeatureSpec;
  readonly signal: SignalName;
  readonly sampleCount: number;
  readonly frames: number;
  readonly frameStep: number;
  readonly bandStep: number;
  readonly values: readonly number[];
}

/** What tools/fixtures/librosa_features.py has frozen. */
interface LibrosaFixture {
  readonly spectrograms: Readonly<Record<string, FrozenSpectrogram>>;
  /** What Whisper makes of a recording, [frame][band]. */
  readonly whisper: {
    readonly signal: SignalName;
    readonly sampleCount: number;
    readonly values: readonly number[];
  };
  readonly filterBanks: readonly { spec: FeatureSpec; bands: { start: number; weights: number[] }[] }[];
  readonly windows: Readonly<Record<FeatureSpec['window'], number[]>>;
  /** Name and SHA-256 of all Python code in docs/features.md. */
  readonly pythonInDocs: Readonly<Record<string, string>>;
}

export const librosa = JSON.parse(
  readFileSync(new URL('../../../tools/fixtures/librosa_features.json', import.meta.url), 'utf8'),
) as LibrosaFixture;

/** White, between -1 and 1: a multiplicative generator, which has no rounding. */
function createNoise(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}

const harmonics = Array.from({ length: 20 }, (_, i) => i + 1);

/** One sample after the other of each signal: of its number i and its time t in seconds. */
const signals: Readonly<Record<SignalName, (count: number) => (i: number, t: number) => number>> = {
  tone(count) {
    const noise = createNoise();
    const gains = [1, 1, 0.001, 0];
    return (i, t) => {
      const tone = 0.4 * Math.sin(2 * Math.PI * (200 + 4000 * t) * t);
      return (tone + 0.1 * noise()) * gains[Math.floor(i / Math.ceil(count / 4))]!;
    };
  },
  voice: () => (_, t) => {
    const phase = 2 * Math.PI * (120 + 40 * t) * t;
    const envelope = 0.2 * (0.5 - 0.5 * Math.cos(2 * Math.PI * 4 * t));
    return envelope * harmonics.reduce((sum, h) => sum + Math.sin(h * phase) / h, 0);
  },
  clicks: () => (i) => (i % 173 === 0 ? 1 : 0),
  hiss() {
    const noise = createNoise();
    return () => Math.sqrt(3) * 0.001 * noise();
  },
  square: () => (i) => (i % 100 < 50 ? 1 : -1),
};

/**
 * A signal of that script:
 * - `tone` rises in noise; the third quarter is 60 dB quieter, the last one is silent
 * - `voice` is 20 harmonics of a gliding fundamental, four syllables a second
 * - `clicks` are single samples, `hiss` is white noise at -60 dB, `square` is a square wave of full scale
 */
export function referenceSignal(
  sampleRate: number,
  count: number,
  name: SignalName = 'tone',
): Float32Array<ArrayBuffer> {
  const sample = signals[name](count);
  return Float32Array.from({ length: count }, (_, i) => sample(i, i / sampleRate));
}

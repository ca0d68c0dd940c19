import { readFileSync } from 'node:fs';
import type { FeatureSpec } from './feature-spec.ts';

/** What tools/fixtures/librosa_features.py has frozen. */
interface LibrosaFixture {
  readonly spectrograms: Readonly<
    Record<'default' | 'htk' | 'origin', { spec: FeatureSpec; sampleCount: number; values: number[] }>
  >;
  readonly filterBanks: readonly { spec: FeatureSpec; bands: { start: number; weights: number[] }[] }[];
  readonly windows: Readonly<Record<FeatureSpec['window'], number[]>>;
  readonly descriptors: {
    grid: { sampleRate: number; frameLength: number; hopLength: number };
    sampleCount: number;
    values: Readonly<Record<'rms' | 'spectralCentroid' | 'spectralSpread' | 'spectralFlatness', number[]>>;
  };
}

export const librosa = JSON.parse(
  readFileSync(new URL('../../../tools/fixtures/librosa_features.json', import.meta.url), 'utf8'),
) as LibrosaFixture;

/** The signal of that script: a rising tone in noise; the third quarter is 60 dB quieter, the last one is silent. */
export function referenceSignal(sampleRate: number, count: number): Float32Array {
  const gains = [1, 1, 0.001, 0];
  let state = 1;
  return Float32Array.from({ length: count }, (_, i) => {
    state = (state * 48271) % 2147483647;
    const noise = (2 * state) / 2147483647 - 1;
    const t = i / sampleRate;
    const tone = 0.4 * Math.sin(2 * Math.PI * (200 + 4000 * t) * t);
    return (tone + 0.1 * noise) * gains[Math.floor(i / Math.ceil(count / 4))]!;
  });
}

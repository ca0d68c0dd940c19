import type { Architecture } from '../architectures/index.ts';
import { windowSpecOf } from '../architectures/window.ts';
import type { ModelContract } from '../contract.ts';
import { noiseSpectrogram, smallContract } from '../small-model.fixture.ts';
import type { LabelledFrames } from './spans.ts';

/** Each architecture, small. */
export const everyArchitecture: readonly Architecture[] = [
  { name: 'vanilla-conv', filters: [4, 6], squeeze: 8, units: 16 },
  { name: 'dilated-conv', filters: [4, 6, 6], channels: 12, dilations: [1, 2], lookahead: 8 },
  { name: 'autoencoder', filters: [4, 6], squeeze: 8, bottleneck: 8, context: 4, decoderFilters: [4] },
  { name: 'lstm', units: [8], ahead: 2, lookahead: 3, readout: 'both' },
];

/** A small contract of an architecture; dilated-conv needs more bands than the others. */
export function contractFor(architecture: Architecture): ModelContract {
  const isDilated = architecture.name === 'dilated-conv';
  const windows = windowSpecOf(architecture, isDilated ? undefined : 9);
  const bands = isDilated ? 24 : 12;
  const filled = (value: number) => new Array<number>(bands).fill(value);
  return {
    ...smallContract,
    ...{ architecture, windows },
    features: { ...smallContract.features, bands },
    normalization: { mean: filled(-50), deviation: filled(10) },
  };
}

/** 70 frames of noise, of which 10 to 40 are louder and have label 1. */
export function loudRecording({ features: { bands } }: ModelContract, seed: number): LabelledFrames {
  const { values: noise } = noiseSpectrogram((70 * bands) / 12, seed);
  const targets = Int8Array.from({ length: 70 }, (_, frame) => (frame >= 10 && frame < 40 ? 1 : 0));
  const values = noise.map((value, i) => value + 15 * targets[Math.floor(i / bands)]!);
  const read = (start: number, count: number) => values.slice(start * bands, (start + count) * bands);
  return { uri: `${seed}.wav`, targets, source: { frames: 70, bands, read } };
}

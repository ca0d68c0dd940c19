import { describe, expect, it } from '@jest/globals';
import { whisperFeatures } from './feature-presets.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { librosa, referenceSignal } from './librosa.fixture.ts';
import { spectrogram } from './spectrogram.ts';

/** How far values may lie apart: 1e-4 dB, or as much on another scale. */
function tolerance({ compression, quantity }: FeatureSpec, value: number): number {
  const relative = (1e-4 * Math.LN10) / (quantity === 'power' ? 10 : 20);
  return { decibel: 1e-4, log: relative, none: relative * Math.abs(value), pcen: 1e-5 * Math.abs(value) }[
    compression
  ];
}

describe("a spectrogram equals librosa's, TensorFlow's or NumPy's within 1e-4 dB", () => {
  it.each(Object.entries(librosa.spectrograms))('%s', async (_, frozen) => {
    const { spec, signal, sampleCount, frameStep, bandStep } = frozen;
    const samples = referenceSignal(spec.sampleRate, sampleCount, signal);
    const { values, frames, bands } = await spectrogram({ samples, sampleRate: spec.sampleRate }, spec);
    expect(frames).toBe(frozen.frames);
    const keptBands = Math.ceil(bands / bandStep);
    expect(frozen.values).toHaveLength(Math.ceil(frames / frameStep) * keptBands);
    const errors = frozen.values.map((expected, i) => {
      const [t, band] = [Math.floor(i / keptBands) * frameStep, (i % keptBands) * bandStep];
      const difference = Math.abs(values[t * bands + band]! - expected);
      return difference === 0 ? 0 : difference / tolerance(spec, expected);
    });
    expect(Math.max(...errors)).toBeLessThanOrEqual(1);
  });

  it('and so does what Whisper makes of it', async () => {
    const { signal, sampleCount, values: expected } = librosa.whisper;
    const samples = referenceSignal(16_000, sampleCount, signal);
    const mirrored = Float32Array.from({ length: sampleCount + 400 }, (_, i) => {
      const last = sampleCount - 1;
      return samples[last - Math.abs(last - Math.abs(i - 200))]!;
    });
    const { values, bands } = await spectrogram({ samples: mirrored, sampleRate: 16_000 }, whisperFeatures);
    const kept = values.subarray(0, values.length - bands);
    const loudest = Math.max(...kept);
    expect(kept).toHaveLength(expected.length);
    const errors = expected.map((value, i) => {
      const ours = (Math.max(kept[i]! / 10, loudest / 10 - 8) + 4) / 4;
      return Math.abs(ours - value);
    });
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-4 / 40);
  });
});

import { describe, expect, it } from '@jest/globals';
import { defaultFeatures } from './feature-presets.ts';
import { referenceSignal } from './librosa.fixture.ts';
import { spectrogramDifference } from './spectrogram-difference.ts';
import { spectrogram } from './spectrogram.ts';

const signal = referenceSignal(16_000, 8000).subarray(0, 4000);
const of = (samples: Float32Array, features = defaultFeatures) =>
  spectrogram({ samples, sampleRate: 16_000 }, features);

describe('spectrogramDifference', () => {
  it('is 0 for a recording and itself, and 6.02 dB everywhere for one twice as loud', async () => {
    const a = await of(signal);
    const none = spectrogramDifference(a, a);
    expect(none).toMatchObject({ frames: 23, bands: 64, features: defaultFeatures });
    expect(none.values).toEqual(new Float32Array(23 * 64));
    const louder = await of(signal.map((sample) => 2 * sample));
    for (const [b, c] of [
      [a, louder],
      [louder, a],
    ] as const)
      for (const value of spectrogramDifference(b, c).values) expect(value).toBeCloseTo(6.0206, 4);
  });

  it('covers the frames that both have, and leaves the spectrograms alone', async () => {
    const a = await of(signal);
    const before = a.values.slice();
    const short = await of(signal.subarray(0, 1000).map((sample, i) => (i < 500 ? sample : 0)));
    const difference = spectrogramDifference(a, short);
    expect(difference.frames).toBe(4);
    expect(difference.values.length).toBe(4 * 64);
    expect(difference.values[0]).toBe(0);
    const last = 4 * 64 - 1;
    expect(difference.values[last]).toBeCloseTo(Math.abs(a.values[last]! - short.values[last]!), 5);
    expect(difference.values[last]).toBeGreaterThan(10);
    expect(a.values).toEqual(before);
  });

  it('refuses other features, naming each with both values', async () => {
    const other = { ...defaultFeatures, bands: 40, window: 'hamming' as const };
    const [a, b] = [await of(signal), await of(signal, other)];
    expect(() => spectrogramDifference(a, b)).toThrow(
      "The spectrograms can't be compared: window is hann and hamming; bands is 64 and 40: expected the same",
    );
  });
});

import { normalize } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Classifier } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { ContractError } from '../contract.ts';
import { noiseSpectrogram, smallClassifier, smallContract } from '../small-model.fixture.ts';
import { createAnswerStream } from './answer-stream.ts';
import { posteriors, posteriorsOf } from './posteriors.ts';

/** The definition: one window around each frame, one call of the network a window. */
function slidingPosteriors(classifier: Classifier, values: Float32Array, frames: number): Float32Array {
  const { bands } = classifier.contract.features;
  const window = classifier.contract.windows.frames;
  const left = window >> 1;
  const padded = new Float32Array((frames + window - 1) * bands);
  padded.set(normalize(values, classifier.contract.normalization), left * bands);
  const rows: Float32Array[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const cut = padded.subarray(frame * bands, (frame + window) * bands);
    rows.push(
      tf.tidy(() =>
        (classifier.network.predict(tf.tensor4d(cut, [1, window, bands, 1])) as tf.Tensor).dataSync(),
      ) as Float32Array,
    );
  }
  return posteriorsOf(concatenate(rows), classifier).values;
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)),
    a.length === b.length ? 0 : Infinity,
  );

describe('posteriors', () => {
  beforeAll(() => selectBackend('wasm'));

  it('equals sliding the window frame by frame', async () => {
    const classifier = smallClassifier();
    const spectrogram = noiseSpectrogram(70, 3);
    const dense = await posteriors(classifier, spectrogram);
    expect(dense.frames).toBe(70);
    expect(
      largestDifference(dense.values, slidingPosteriors(classifier, spectrogram.values, 70)),
    ).toBeLessThan(1e-5);
  });

  it('gives every frame a row that sums to 1, even for one frame', async () => {
    const { values, labels } = await posteriors(smallClassifier(), noiseSpectrogram(1, 4));
    expect(labels).toEqual(['noise', 'speech']);
    expect(values[0]! + values[1]!).toBeCloseTo(1, 6);
  });

  it('gives nothing for no frame', async () => {
    expect((await posteriors(smallClassifier(), noiseSpectrogram(0, 4))).frames).toBe(0);
  });

  it('does not depend on how the frames come in', async () => {
    const classifier = smallClassifier();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(1, 7, 2048),
        async (sizes, minFrames) => {
          const frames = sizes.reduce((a, b) => a + b, 0);
          const { values } = noiseSpectrogram(frames, 5);
          const stream = createAnswerStream(classifier, minFrames);
          const parts: Float32Array[] = [];
          let at = 0;
          for (const size of sizes) {
            parts.push(await stream.push(values.subarray(at * 12, (at + size) * 12)));
            at += size;
          }
          parts.push(await stream.flush());
          const whole = createAnswerStream(classifier);
          const once = concatenate([await whole.push(values), await whole.flush()]);
          expect(largestDifference(concatenate(parts), once)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('crosses block borders without a seam', async () => {
    const classifier = smallClassifier();
    // More than two blocks at once, wherever their borders are, against many small ones.
    const { values } = noiseSpectrogram(9000, 6);
    const whole = createAnswerStream(classifier);
    const once = concatenate([await whole.push(values), await whole.flush()]);
    const stream = createAnswerStream(classifier, 1);
    const parts: Float32Array[] = [];
    for (let at = 0; at < values.length; at += 500 * 12)
      parts.push(await stream.push(values.subarray(at, at + 500 * 12)));
    parts.push(await stream.flush());
    expect(once).toHaveLength(9000 * 2);
    expect(largestDifference(concatenate(parts), once)).toBeLessThan(1e-5);
  });

  it('refuses a spectrogram with other features', async () => {
    const spectrogram = noiseSpectrogram(20, 1);
    const other = { ...spectrogram, features: { ...spectrogram.features, hopLength: 80 } };
    await expect(posteriors(smallClassifier(), other)).rejects.toThrow(ContractError);
    await expect(posteriors(smallClassifier(), other)).rejects.toThrow(/hopLength: data 80, model 160/);
  });

  it('leaves no tensor behind', async () => {
    const classifier = smallClassifier();
    const before = tf.memory().numTensors;
    await posteriors(classifier, noiseSpectrogram(500, 2));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('posteriorsOf', () => {
  it('is less certain at a higher temperature', () => {
    const at = (temperature: number) =>
      posteriorsOf(Float32Array.of(0, Math.log(3)), {
        contract: { ...smallContract, calibration: { temperature } },
      });
    expect(at(1).values[1]).toBeCloseTo(0.75, 6);
    expect(at(2).values[1]).toBeCloseTo(Math.sqrt(3) / (1 + Math.sqrt(3)), 6);
  });

  it('maps them by the curve of an isotonic calibration', () => {
    const isotonic = [
      [
        { score: 0.5, probability: 0.2 },
        { score: 1, probability: 0.8 },
      ],
    ];
    const { values } = posteriorsOf(Float32Array.of(0, Math.log(3)), {
      contract: { ...smallContract, calibration: { temperature: 1, isotonic } },
    });
    expect(Array.from(values)).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  });
});

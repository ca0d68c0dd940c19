import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { frameCrossEntropy } from './loss.ts';

const logits = [0.3, -1.2, 2, 0.5, 0, 0, -3, 4];
const targets = Int32Array.of(1, 0, -1, 1);

describe('frameCrossEntropy', () => {
  beforeAll(() => selectBackend('wasm'));

  it('is -log softmax of the right label, averaged over the labelled frames', () => {
    const logSoftmax = (row: number, label: number) =>
      logits[2 * row + label]! - Math.log(Math.exp(logits[2 * row]!) + Math.exp(logits[2 * row + 1]!));
    const expected = -(logSoftmax(0, 1) + logSoftmax(1, 0) + logSoftmax(3, 1)) / 3;
    const loss = frameCrossEntropy(tf.tensor3d(logits, [2, 2, 2]), targets);
    expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
  });

  it('has the gradient of finite differences, zero where there is no label', () => {
    const at = (values: number[]) =>
      frameCrossEntropy(tf.tensor3d(values, [2, 2, 2]), targets).dataSync()[0]!;
    const gradient = tf
      .grad((x) => frameCrossEntropy(x, targets))(tf.tensor3d(logits, [2, 2, 2]))
      .dataSync();
    logits.forEach((_, i) => {
      const moved = (by: number) => at(logits.map((value, j) => (i === j ? value + by : value)));
      expect(gradient[i]).toBeCloseTo((moved(0.01) - moved(-0.01)) / 0.02, 3);
    });
    expect([gradient[4], gradient[5]]).toEqual([0, 0]);
  });

  it('is the mean of two losses for mixtures, by their shares, with its gradient', () => {
    const mixedIn = { targets: Int32Array.of(0, 0, -1, 0), share: 0.3 };
    const loss = (values: number[], ...rest: [Int32Array, typeof mixedIn?]) =>
      frameCrossEntropy(tf.tensor3d(values, [2, 2, 2]), ...rest).dataSync()[0]!;
    const expected = 0.7 * loss(logits, targets) + 0.3 * loss(logits, mixedIn.targets);
    expect(loss(logits, targets, mixedIn)).toBeCloseTo(expected, 5);
    expect(loss(logits, targets, { ...mixedIn, share: 0 })).toBeCloseTo(loss(logits, targets), 6);
    const gradient = tf
      .grad((x) => frameCrossEntropy(x, targets, mixedIn))(tf.tensor3d(logits, [2, 2, 2]))
      .dataSync();
    logits.forEach((_, i) => {
      const moved = (by: number) =>
        loss(
          logits.map((value, j) => (i === j ? value + by : value)),
          targets,
          mixedIn,
        );
      expect(gradient[i]).toBeCloseTo((moved(0.01) - moved(-0.01)) / 0.02, 3);
    });
  });

  it('stays finite for extreme logits', () => {
    expect(
      frameCrossEntropy(tf.tensor3d([1e4, -1e4], [1, 1, 2]), Int32Array.of(0)).dataSync()[0],
    ).toBeCloseTo(0, 6);
  });

  it('is 0 where nothing is labelled', () => {
    expect(frameCrossEntropy(tf.tensor3d([1, 2], [1, 1, 2]), Int32Array.of(-1)).dataSync()[0]).toBeCloseTo(
      0,
      6,
    );
  });
});

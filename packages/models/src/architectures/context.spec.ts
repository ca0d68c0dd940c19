import { createRandom } from '@earmark/dataset';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { withContext } from './context.ts';

const units = 3;

/** What `withContext` makes of a signal of so many windows. */
function contextOf(values: Float32Array, frames: number): number[][] {
  const input = tf.input({ shape: [null, 1, units] });
  const network = tf.model({ inputs: input, outputs: withContext(input, frames) });
  return tf.tidy(() => {
    const answer = network.predict(tf.tensor4d(values, [1, values.length / units, 1, units])) as tf.Tensor;
    return answer.squeeze([0, 2]).arraySync() as number[][];
  });
}

describe('withContext', () => {
  beforeAll(() => selectBackend('wasm'));
  const random = createRandom(3);
  const values = Float32Array.from({ length: 40 * units }, () => random.normal());

  it.each([2, 8, 16])('gives every window with the moments of the %s around it', (frames) => {
    const rows = contextOf(values, frames);
    expect(rows).toHaveLength(40 - frames + 1);
    rows.forEach((row, window) => {
      for (let unit = 0; unit < units; unit++) {
        const around = Array.from({ length: frames }, (_, i) => values[(window + i) * units + unit]!);
        const mean = around.reduce((a, b) => a + b, 0) / frames;
        const meanSquare = around.reduce((a, b) => a + b * b, 0) / frames;
        const wanted = [around[frames / 2]!, mean, meanSquare, mean ** 2];
        wanted.forEach((value, i) => expect(row[i * units + unit]).toBeCloseTo(value, 5));
      }
    });
  });

  it('adds nothing for a context of one', () => {
    expect(contextOf(values, 1).flat()).toEqual([...values]);
  });

  it('refuses a number that is no power of two', () => {
    expect(() => contextOf(values, 12)).toThrow('the context is 12 frames; expected a power of two');
  });
});

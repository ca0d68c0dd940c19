import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '@earmark/dataset';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { buildDilatedConv, defaultDilatedConv, dilatedConvWindowFrames } from './dilated-conv.ts';

const small = {
  ...defaultDilatedConv,
  filters: [2, 2, 3] as [number, number, number],
  channels: 8,
  dilations: [1, 2],
  lookahead: 8,
};
const shape = { windowFrames: dilatedConvWindowFrames(small), bands: 24, labels: 2 };

describe('buildDilatedConv', () => {
  beforeAll(() => selectBackend('wasm'));

  it('answers the four frames of a window, and a longer stretch four frames at a time', () => {
    const windowFrames = dilatedConvWindowFrames(defaultDilatedConv);
    expect(windowFrames).toBe(265);
    const network = buildDilatedConv(defaultDilatedConv, { windowFrames, bands: 64, labels: 2 }, 1);
    const answer = (frames: number) =>
      tf.tidy(() => (network.predict(tf.zeros([1, frames, 64, 1])) as tf.Tensor).shape);
    expect(answer(265)).toEqual([1, 4, 2]);
    expect(answer(265 + 40)).toEqual([1, 44, 2]);
    expect(network.countParams()).toBeLessThan(100_000);
  });

  it('reads all of its window and nothing beyond', () => {
    const network = buildDilatedConv(small, shape, 4);
    const frames = shape.windowFrames + 2 * 4;
    const random = createRandom(1);
    const noise = Float32Array.from({ length: frames * 24 }, () => random.normal());
    const answer = (changed: number) =>
      tf.tidy(() => {
        const values = noise.slice();
        if (changed >= 0) for (let band = 0; band < 24; band++) values[changed * 24 + band]! *= -20;
        return [...(network.predict(tf.tensor4d(values, [1, frames, 24, 1])) as tf.Tensor).dataSync()];
      });
    const asItWas = answer(-1);
    const changedWindows = (frame: number) =>
      [0, 1, 2].filter((window) =>
        answer(frame)
          .slice(window * 8, window * 8 + 8)
          .some((value, i) => Math.abs(value - asItWas[window * 8 + i]!) > 1e-6),
      );
    expect(changedWindows(0)).toEqual([0]);
    expect(changedWindows(frames - 1)).toEqual([2]);
    expect(changedWindows(frames >> 1)).toEqual([0, 1, 2]);
  });

  it('has a gradient for every weight on every backend, the same one', async () => {
    const gradients = async (backend: 'wasm' | 'cpu') => {
      await selectBackend(backend);
      const network = buildDilatedConv(small, shape, 5);
      const loss = () =>
        tf.tidy(() => {
          const batch = tf.randomNormal([2, shape.windowFrames + 12, 24, 1], 0, 1, 'float32', 7);
          return (network.apply(batch, { training: true }) as tf.Tensor).square().mean<tf.Scalar>();
        });
      const { grads } = tf.variableGrads(loss);
      const values = Object.values(grads).map((gradient) => [...gradient.dataSync()]);
      tf.dispose(grads);
      network.dispose();
      return values;
    };
    const onWasm = await gradients('wasm');
    const onCpu = await gradients('cpu');
    await selectBackend('wasm');
    expect(onWasm.every((gradient) => gradient.some((value) => value !== 0))).toBe(true);
    onWasm.forEach((gradient, weight) =>
      gradient.forEach((value, i) => expect(Math.abs(value - onCpu[weight]![i]!)).toBeLessThan(1e-5)),
    );
  });

  it('refuses too few bands and another window', () => {
    const build = (changes: Partial<typeof shape>) => () =>
      buildDilatedConv(small, { ...shape, ...changes }, 1);
    expect(build({ bands: 16 })).toThrow('leaves nothing of 16 bands');
    expect(build({ windowFrames: 81 })).toThrow('the window has 81 frames');
  });
});

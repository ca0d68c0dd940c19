import { describe, expect, it, jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend, type BackendName } from './select.ts';

/** Stands in for the optional package, whether it is installed here or not. */
function tfjsNodeIs(load: () => object): void {
  jest.resetModules();
  jest.unstable_mockModule('@tensorflow/tfjs-node', load, { virtual: true });
}

describe('selectBackend', () => {
  it.each(['wasm', 'cpu'] as const)('starts %s when asked for', async (name) => {
    expect(await selectBackend(name)).toEqual({ name, why: 'as asked for' });
    expect(tf.getBackend()).toBe(name);
    expect([...tf.tensor1d([1, 2]).add(1).dataSync()]).toEqual([2, 3]);
  });

  it('takes wasm where tfjs-node is not installed', async () => {
    tfjsNodeIs(() => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    });
    expect(await selectBackend()).toEqual({ name: 'wasm', why: 'tfjs-node is not installed' });
    expect(tf.getBackend()).toBe('wasm');
  });

  it('takes wasm where tfjs-node is half installed, and says what is wrong with it', async () => {
    tfjsNodeIs(() => {
      throw new Error('the native addon is missing\nand more lines');
    });
    const why = 'tfjs-node did not load: the native addon is missing';
    expect(await selectBackend()).toEqual({ name: 'wasm', why });
    await expect(selectBackend('tfjs-node')).rejects.toThrow(`the backend tfjs-node can't run here: ${why}`);
  });

  it('takes tfjs-node where it loads, and has given it by then what newer Node versions lack', async () => {
    const util = process.getBuiltinModule('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
    delete util.isNullOrUndefined;
    tfjsNodeIs(() => {
      expect([null, undefined, 0].map(util.isNullOrUndefined!)).toEqual([true, true, false]);
      tf.registerBackend('tensorflow', tf.findBackendFactory('cpu'));
      return {};
    });
    expect(await selectBackend()).toEqual({ name: 'tfjs-node', why: 'the fastest here' });
    expect(tf.getBackend()).toBe('tensorflow');
  });

  it('gives wasm the gradients that training needs', async () => {
    await selectBackend('wasm');
    const [input, filter] = [tf.ones<tf.Rank.R4>([1, 3, 3, 1]), tf.ones<tf.Rank.R4>([2, 2, 1, 1])];
    const gradient = tf.grad((x: tf.Tensor) => tf.conv2d(input, x as tf.Tensor4D, 1, 'valid').sum());
    expect([...gradient(filter).dataSync()]).toEqual([4, 4, 4, 4]);
  });

  it('says why a backend that was asked for does not run', async () => {
    await expect(selectBackend('webgl')).rejects.toThrow(
      "the backend webgl can't run here: webgl finds no graphics card",
    );
    await expect(selectBackend('gpu' as BackendName)).rejects.toThrow(
      'unknown backend "gpu": choose one of tfjs-node, webgl, wasm, cpu',
    );
  });
});

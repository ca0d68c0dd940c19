import { describe, expect, it } from '@jest/globals';
import { deserializeCheckpoint, serializeCheckpoint, type Checkpoint } from './checkpoint.ts';

const tensor = (...values: number[]) => ({ shape: [values.length, 1], values: Float32Array.from(values) });
const row = {
  epoch: 0,
  trainLoss: 1,
  validLoss: 2,
  validRocAuc: 0.9,
  validF1: 0.8,
  learningRate: 0.1,
  seconds: 3,
};
const checkpoint: Checkpoint = {
  epoch: 1,
  step: 3,
  lossSum: 0.25,
  history: [row],
  best: { epoch: 0, validRocAuc: 0.9, weights: [tensor(1, 2), tensor(3)] },
  weights: [tensor(4, 5), tensor(6)],
  averaged: [tensor(8, 9), tensor(10)],
  optimizer: [{ shape: [], values: Float32Array.of(7) }, tensor(0.1)],
};

describe('a checkpoint', () => {
  it('comes back as it was', () => {
    expect(deserializeCheckpoint(serializeCheckpoint(checkpoint, 'key'), 'key')).toEqual(checkpoint);
  });

  it('comes back from bytes at an odd place of a larger buffer', () => {
    const bytes = serializeCheckpoint(checkpoint, 'key');
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(deserializeCheckpoint(shifted.subarray(3), 'key')).toEqual(checkpoint);
  });

  it('is refused for another recipe, seed or corpus', () => {
    expect(() => deserializeCheckpoint(serializeCheckpoint(checkpoint, 'one'), 'other')).toThrow(
      /belongs to another/,
    );
  });

  it('is refused wherever it is cut off', () => {
    const bytes = serializeCheckpoint(checkpoint, 'key');
    for (let length = 0; length < bytes.length; length += 7)
      expect(() => deserializeCheckpoint(bytes.subarray(0, length), 'key')).toThrow(RangeError);
  });

  it('is refused when it is something else', () => {
    expect(() => deserializeCheckpoint(new TextEncoder().encode('RIFF....WAVE'), 'key')).toThrow(
      /no checkpoint/,
    );
  });
});

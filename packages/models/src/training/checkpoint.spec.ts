import { describe, expect, it } from '@jest/globals';
import { readCheckpoint, serializeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { epochRowSchema, type EpochRow } from './validate.ts';

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
const checkpoint: Checkpoint<EpochRow> = {
  epoch: 1,
  step: 3,
  lossSum: 0.25,
  history: [row],
  best: { epoch: 0, score: 0.9, weights: [tensor(1, 2), tensor(3)] },
  weights: [tensor(4, 5), tensor(6)],
  averaged: [tensor(8, 9), tensor(10)],
  optimizer: [{ shape: [], values: Float32Array.of(7) }, tensor(0.1)],
};

const read = (bytes: Uint8Array, key = 'key') => readCheckpoint(bytes, key, epochRowSchema);

describe('a checkpoint', () => {
  it('comes back as it was', () => {
    expect(read(serializeCheckpoint(checkpoint, 'key'))).toEqual(checkpoint);
  });

  it('comes back from before the first epoch, and with figures that are undefined', () => {
    const early = { ...checkpoint, best: { epoch: -1, score: -Infinity, weights: [] } };
    expect(read(serializeCheckpoint(early, 'key'))).toEqual(early);
    const undefinedFigure = { ...checkpoint, history: [{ ...row, validRocAuc: NaN }] };
    expect(read(serializeCheckpoint(undefinedFigure, 'key'))).toEqual(undefinedFigure);
  });

  it('comes back from bytes at an odd place of a larger buffer', () => {
    const bytes = serializeCheckpoint(checkpoint, 'key');
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(read(shifted.subarray(3))).toEqual(checkpoint);
  });

  it('is refused for another recipe, seed or corpus', () => {
    expect(() => read(serializeCheckpoint(checkpoint, 'one'), 'other')).toThrow(/belongs to another/);
  });

  it('is refused where its epochs are those of another training', () => {
    const { validF1: _, ...other } = row;
    const bytes = serializeCheckpoint({ ...checkpoint, history: [other] }, 'key');
    expect(() => read(bytes)).toThrow(/no checkpoint/);
  });

  it('is refused wherever it is cut off', () => {
    const bytes = serializeCheckpoint(checkpoint, 'key');
    for (let length = 0; length < bytes.length; length += 7)
      expect(() => read(bytes.subarray(0, length))).toThrow(RangeError);
  });

  it('is refused when it is something else', () => {
    expect(() => read(new TextEncoder().encode('RIFF....WAVE'))).toThrow(/no checkpoint/);
  });
});

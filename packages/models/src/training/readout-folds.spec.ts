import { describe, expect, it } from '@jest/globals';
import { labelTotals, rowCount, type CountedRows } from './counted-rows.ts';
import { readoutFolds } from './readout-folds.ts';

/** Rows of one value, which names the recording and the row, with the label that each digit says. */
function recording(name: number, labels: string): CountedRows {
  const targets = Array.from(labels, Number);
  return {
    ...{ units: 1, labels: 2 },
    values: Float32Array.from(targets, (_, row) => 100 * name + row),
    counts: Float32Array.from(targets.flatMap((target) => (target === 0 ? [1, 0] : [0, 1]))),
  };
}

const heldOut = (recordings: readonly CountedRows[]) =>
  readoutFolds(recordings).map((fold) => [...fold.heldOut.values]);

describe('readoutFolds', () => {
  it('holds every recording out once, as a whole', () => {
    const recordings = [1, 2, 3].map((name) => recording(name, '0011'));
    const folds = readoutFolds(recordings);
    expect(folds.map((fold) => [...fold.heldOut.values])).toEqual(
      recordings.map(({ values }) => [...values]),
    );
    for (const { train, heldOut } of folds) {
      expect([...train.values, ...heldOut.values].sort()).toEqual(
        recordings.flatMap(({ values }) => [...values]).sort(),
      );
      expect(train.counts).toHaveLength(2 * train.values.length);
    }
  });

  it('deals recordings of one label out evenly', () => {
    const recordings = Array.from('0000011111', (label, name) => recording(name, label));
    for (const { train, heldOut } of readoutFolds(recordings)) {
      expect(labelTotals(train)).toEqual([4, 4]);
      expect(labelTotals(heldOut)).toEqual([1, 1]);
    }
  });

  it('cuts recordings into stretches where a label would be missing without one of them', () => {
    expect(heldOut([recording(1, '00000'), recording(2, '11111')])).toEqual([
      [100, 200],
      [101, 201],
      [102, 202],
      [103, 203],
      [104, 204],
    ]);
  });

  it('cuts a single recording into stretches, of which none needs the only frames of a label', () => {
    expect(heldOut([recording(1, '0101010101')])).toHaveLength(5);
    expect(heldOut([recording(1, '0000000011')])).toEqual([
      [100, 101],
      [102, 103],
      [104, 105],
      [106, 107],
    ]);
  });

  it('holds nothing out where every row is needed', () => {
    expect(readoutFolds([recording(1, '0'), recording(2, '1')])).toEqual([]);
    expect(readoutFolds([recording(1, '01')])).toEqual([]);
  });

  it('does without empty folds', () => {
    for (const { heldOut } of readoutFolds([recording(1, '001')])) expect(rowCount(heldOut)).toBe(1);
  });
});

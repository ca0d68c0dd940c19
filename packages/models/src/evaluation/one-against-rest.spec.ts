import { describe, expect, it } from '@jest/globals';
import { column, oneAgainstRest } from './one-against-rest.ts';

describe('oneAgainstRest', () => {
  it('keeps labelled frames and tells whether they have the label', () => {
    expect(oneAgainstRest(Float32Array.of(4, 3, 2, 1), Int8Array.of(2, -1, 0, 2), 2)).toEqual({
      scores: Float32Array.of(4, 2, 1),
      targets: Uint8Array.of(1, 0, 1),
    });
  });

  it('refuses scores without a target', () => {
    expect(() => oneAgainstRest(Float32Array.of(1), [], 0)).toThrow(
      new RangeError('1 scores, but 0 targets: give one target for every score'),
    );
  });
});

describe('column', () => {
  it('takes every value of one column', () => {
    expect(column(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 1)).toEqual(Float32Array.of(2, 5));
  });

  it('refuses a column that does not exist', () => {
    expect(() => column(Float32Array.of(1, 2), 2, 2)).toThrow(
      new RangeError('column 2 of 2 values in rows of 2 does not exist'),
    );
  });
});

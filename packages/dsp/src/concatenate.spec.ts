import { describe, expect, it } from '@jest/globals';
import { concatenate } from './concatenate.ts';

describe('concatenate', () => {
  it('joins in order, empty parts too', () => {
    const parts = [Float32Array.of(1, 2), new Float32Array(0), Float32Array.of(3)];
    expect(concatenate(parts)).toEqual(Float32Array.of(1, 2, 3));
    expect(concatenate([])).toEqual(new Float32Array(0));
  });

  it('copies a single part', () => {
    const part = Float32Array.of(1);
    concatenate([part])[0] = 2;
    expect(part[0]).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { assertFiniteFrames } from './finite-frames.ts';

describe('assertFiniteFrames', () => {
  it.each([NaN, Infinity, -Infinity])(
    'names frame and band of %p, and the recording if it has a name',
    (value) => {
      const values = Float32Array.of(1, 2, 3, value);
      expect(() => assertFiniteFrames(values, 2, 100)).toThrow(
        new RangeError(
          `frame 101 has the value ${value} in band 1; expected finite values: compute the features again, or leave the recording out`,
        ),
      );
      expect(() => assertFiniteFrames(values, 2, 0, 'a.wav')).toThrow(/^a\.wav: frame 1 has/);
    },
  );

  it('lets finite values and none at all pass', () => {
    expect(() => assertFiniteFrames(Float32Array.of(1, -2), 2, 0)).not.toThrow();
    expect(() => assertFiniteFrames(new Float32Array(0), 2, 0)).not.toThrow();
  });
});

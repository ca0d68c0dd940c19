import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignEnvelopes } from './alignment.ts';
import { referenceSignal } from './librosa.fixture.ts';

/** No stretch of noise is like another one. */
const noise = referenceSignal(16_000, 2000).subarray(0, 500).map(Math.abs);

describe('alignEnvelopes', () => {
  it('finds every offset within reach, whatever the levels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (offset, gain) => {
          const a = noise.subarray(150, 450);
          const b = noise.subarray(150 + offset, 400 + offset).map((value) => gain * value + 0.1);
          const found = alignEnvelopes(a, b, 100);
          expect(found.offset).toBe(offset);
          expect(found.correlation).toBeCloseTo(1, 4);
        },
      ),
    );
  });

  it('looks no farther than told, and not where hardly anything overlaps', () => {
    const a = noise.subarray(0, 300);
    expect(Math.abs(alignEnvelopes(a, noise.subarray(50, 300), 20).offset)).toBeLessThanOrEqual(20);
    // With two values left, any two pairs would correlate perfectly.
    const found = alignEnvelopes(noise.subarray(0, 20), noise.subarray(200, 220), 100);
    expect(Math.abs(found.offset)).toBeLessThanOrEqual(10);
    expect(found.correlation).toBeLessThan(0.95);
  });

  it('stays where nothing says otherwise', () => {
    expect(alignEnvelopes(new Float32Array(50), noise, 10)).toEqual({ offset: 0, correlation: 0 });
    expect(alignEnvelopes(new Float32Array(50).fill(0.3), noise, 10)).toEqual({ offset: 0, correlation: 0 });
    expect(() => alignEnvelopes(new Float32Array(0), noise, 10)).toThrow('nothing to align');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../random.ts';
import { clip } from './clip.ts';

describe('clip', () => {
  it('cuts off the share that was asked for, and leaves the rest alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (length, share) => {
          const random = createRandom(length);
          const samples = Float32Array.from({ length }, () => random.normal());
          const clipped = clip(samples, share);
          const changed = samples.filter((sample, i) => clipped[i] !== sample);
          expect(changed).toHaveLength(Math.round(share * length));
          const highest = Math.max(...clipped.map(Math.abs));
          changed.forEach((sample) => expect(Math.abs(sample)).toBeGreaterThan(highest));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses a share that is none', () => {
    expect(() => clip(new Float32Array(4), 1.5)).toThrow(/share is 1.5/);
    expect(() => clip(new Float32Array(4), NaN)).toThrow(/share is NaN/);
  });
});

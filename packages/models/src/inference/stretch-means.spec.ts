import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createStretchMeans } from './stretch-means.ts';

describe('createStretchMeans', () => {
  it('averages whole stretches, and a last one of which at least half is there', () => {
    const fit = createStretchMeans({ units: 2, hop: 4 }, 9);
    fit.add(Float32Array.of(1, 10, 3, 20, 5, 0));
    expect(fit.result()).toEqual({
      values: Float32Array.of(2, 15, 5, 0),
      units: 2,
      stretchFrames: 8,
    });
    const longer = createStretchMeans({ units: 1, hop: 1 }, 3);
    longer.add(Float32Array.of(1, 2, 3, 4));
    expect(longer.result().values).toEqual(Float32Array.of(2));
  });

  it('does not depend on how the rows come in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), (sizes) => {
        const rows = sizes.reduce((sum, size) => sum + size, 0);
        const values = Float32Array.from({ length: 3 * rows }, (_, i) => Math.sin(i));
        const [cut, whole] = [1, 2].map(() => createStretchMeans({ units: 3, hop: 2 }, 10));
        let at = 0;
        for (const size of sizes) cut!.add(values.subarray(3 * at, 3 * (at += size)));
        whole!.add(values);
        expect(cut!.result()).toEqual(whole!.result());
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseWindowSpec, windowStarts } from './windows.ts';

describe('windowStarts', () => {
  it('gives every window that fits', () => {
    expect(windowStarts(10, { frames: 4, hop: 3 })).toEqual([0, 3, 6]);
    expect(windowStarts(4, { frames: 4, hop: 1 })).toEqual([0]);
    expect(windowStarts(3, { frames: 4, hop: 1 })).toEqual([]);
    expect(windowStarts(12, { frames: 2, hop: 5 })).toEqual([0, 5, 10]);
  });

  it('leaves no room for another window', () => {
    const count = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(fc.nat(2000), count, count, (frameCount, frames, hop) => {
        const starts = windowStarts(frameCount, { frames, hop });
        const last = starts.at(-1) ?? -hop;
        expect(starts).toEqual(starts.map((_, index) => index * hop));
        expect(starts.length === 0 || last + frames <= frameCount).toBe(true);
        expect(last + hop + frames > frameCount).toBe(true);
      }),
    );
  });

  it('refuses counts and specs that make no sense', () => {
    expect(() => windowStarts(-1, { frames: 4, hop: 1 })).toThrow(
      'frameCount is -1; expected a whole number',
    );
    expect(() => windowStarts(9, { frames: 4, hop: 0 })).toThrow(
      'windows are {"frames":4,"hop":0}; expected',
    );
    expect(() => parseWindowSpec({ frames: 4, hop: 1, overlap: 3 })).toThrow(RangeError);
  });
});

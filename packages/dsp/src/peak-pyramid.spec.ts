import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPeakPyramid } from './peak-pyramid.ts';

const entries = fc.array(
  fc.record({
    middle: fc.float({ min: -1, max: 1, noNaN: true }),
    span: fc.float({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 200 },
);
const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });

const extremesOf = (given: readonly { middle: number; span: number }[]) => ({
  least: Float32Array.from(given, ({ middle, span }) => middle - span),
  most: Float32Array.from(given, ({ middle, span }) => middle + span),
});

/** A pyramid of the entries, pushed in pieces of these lengths, and what is left in one. */
function pushedInPieces({ least, most }: ReturnType<typeof extremesOf>, pieces: readonly number[]) {
  const pyramid = createPeakPyramid();
  let from = 0;
  for (const length of [...pieces, least.length]) {
    pyramid.push(least.subarray(from, from + length), most.subarray(from, from + length));
    from += length;
  }
  return pyramid;
}

describe('createPeakPyramid', () => {
  it('finds in each column the extremes of all entries that it touches, however these were pushed', () => {
    fc.assert(
      fc.property(
        entries,
        cuts,
        fc.double({ min: -50, max: 250, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        (given, pieces, start, span, isWhole, columns) => {
          const extremes = extremesOf(given);
          const pyramid = pushedInPieces(extremes, pieces);
          expect(pyramid.length).toBe(given.length);
          const from = isWhole ? Math.floor(start) : start;
          const to = from + (isWhole ? Math.floor(span) : span);
          const found = pyramid.columns(from, to, columns);
          for (let column = 0; column < columns; column++) {
            const first = Math.max(0, Math.floor(from + (column * (to - from)) / columns));
            const end = Math.max(first, Math.ceil(from + ((column + 1) * (to - from)) / columns));
            expect(found.least[column]).toBe(Math.min(...extremes.least.subarray(first, end)));
            expect(found.most[column]).toBe(Math.max(...extremes.most.subarray(first, end)));
          }
        },
      ),
    );
  });

  it('loses no extreme at any zoom', () => {
    const length = 100_003;
    const clicks = [0, 1, 4095, 4096, 65_535, 65_536, 99_999, length - 1];
    for (const click of clicks) {
      const least = new Float32Array(length);
      const most = new Float32Array(length);
      least[click] = -1;
      most[click] = 1;
      const pyramid = createPeakPyramid();
      pyramid.push(least, most);
      for (const columns of [1, 2, 7, 390, 1280, 100_003]) {
        const found = pyramid.columns(0, length, columns);
        const column = Math.floor((click / length) * columns);
        expect(found.least[column]).toBe(-1);
        expect(found.most[column]).toBe(1);
        // A column's boundary within an entry may show it on both sides.
        expect(found.most.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('has nothing where nothing was pushed', () => {
    const pyramid = createPeakPyramid();
    const nothing = { least: Float32Array.of(Infinity), most: Float32Array.of(-Infinity) };
    expect(pyramid.columns(0, 10, 1)).toEqual(nothing);
    pyramid.push(Float32Array.of(0, 0), Float32Array.of(1, 1));
    expect(pyramid.columns(2, 10, 1)).toEqual(nothing);
    expect(pyramid.columns(-3, 0, 1)).toEqual(nothing);
    expect(pyramid.columns(1, 1, 1)).toEqual(nothing);
    expect(pyramid.columns(0, 2, 0).least).toHaveLength(0);
  });

  it('refuses extremes that are not of one length', () => {
    const pyramid = createPeakPyramid();
    expect(() => pyramid.push(new Float32Array(2), new Float32Array(3))).toThrow(
      'least has 2 entries and most 3: expected as many.',
    );
    expect(pyramid.length).toBe(0);
  });
});

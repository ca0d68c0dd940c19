import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLevelPyramid, type LevelColumns, type LevelPyramid } from './level-pyramid.ts';

/** The columns of a level, as one array. */
const columnsOf = ({ values, columns, columnsPerChunk }: LevelColumns, rows: number) =>
  values
    .flatMap((chunk) => {
      expect(chunk).toHaveLength(columnsPerChunk * rows);
      return [...chunk];
    })
    .slice(0, columns * rows);

/** The greatest of every so many frames, looked at one by one. */
function pooled(levels: Uint8Array, rows: number, framesPerColumn: number): number[] {
  const columns = Math.ceil(levels.length / rows / framesPerColumn);
  const greatest = new Array<number>(columns * rows).fill(0);
  levels.forEach((level, i) => {
    const at = Math.floor(i / rows / framesPerColumn) * rows + (i % rows);
    greatest[at] = Math.max(greatest[at]!, level);
  });
  return greatest;
}

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (Math.sin(i * i) + 1) * 127);

function expectEveryLevel(pyramid: LevelPyramid, levels: Uint8Array) {
  const { rows } = pyramid;
  const frames = levels.length / rows;
  expect(pyramid.frames).toBe(frames);
  for (let framesPerColumn = 1; framesPerColumn < 2 * frames; framesPerColumn *= 2) {
    const level = pyramid.level(framesPerColumn);
    expect(level.framesPerColumn).toBe(framesPerColumn);
    expect(level.columns).toBe(Math.ceil(frames / framesPerColumn));
    expect(columnsOf(level, rows)).toEqual(pooled(levels, rows, framesPerColumn));
  }
}

describe('createLevelPyramid', () => {
  it('holds at each level the greatest of 1, 2, 4 … frames after every push, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 10 }),
        (rows, pieces) => {
          const levels = noise(rows * pieces.reduce((sum, length) => sum + length, 0));
          const pyramid = createLevelPyramid(rows);
          let pushed = 0;
          for (const length of pieces) {
            pyramid.push(levels.subarray(pushed, pushed + length * rows));
            pushed += length * rows;
            expectEveryLevel(pyramid, levels.subarray(0, pushed));
          }
        },
      ),
    );
  });

  it.each([[[20_000]], [[4095, 1, 1, 4095, 5000, 6808]], [[4097, 15_903]]])(
    'does so over many chunks, pushed as %j frames',
    (pieces) => {
      const rows = 2;
      const levels = noise(20_000 * rows);
      const pyramid = createLevelPyramid(rows);
      let pushed = 0;
      for (const length of pieces) {
        pyramid.push(levels.subarray(pushed, pushed + length * rows));
        pushed += length * rows;
      }
      expectEveryLevel(pyramid, levels);
      const finest = pyramid.level(1);
      expect([...levels].map((_, i) => pyramid.at(Math.floor(i / rows), i % rows))).toEqual([...levels]);
      // The coarser levels together take as much room as the frames, but for halves of columns.
      const room = ({ values }: LevelColumns) => values.reduce((sum, { length }) => sum + length, 0);
      let coarser = 0;
      for (let frames = 2; frames < 40_000; frames *= 2) coarser += room(pyramid.level(frames));
      expect(coarser).toBeLessThan(1.01 * room(finest));
    },
  );

  it('gives the finest level whose columns are at least a pixel wide', () => {
    const pyramid = createLevelPyramid(1);
    expect(pyramid.level(8)).toMatchObject({ framesPerColumn: 1, columns: 0, values: [] });
    pyramid.push(noise(1000));
    const framesPerColumn = (framesPerPixel: number) => pyramid.level(framesPerPixel).framesPerColumn;
    expect([0.001, 1, 1.001, 2, 2.5, 4, 4.001].map(framesPerColumn)).toEqual([1, 1, 2, 2, 4, 4, 8]);
    // 1024 frames are in the coarsest column.
    expect([1000, 5000].map(framesPerColumn)).toEqual([1024, 1024]);
    expect(pyramid.level(3)).toBe(pyramid.level(4));
  });

  it('shows a click at every zoom, one lookup a pixel', () => {
    const rows = 3;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.nat(),
        fc.integer({ min: 1, max: 2000 }),
        (frames, seed, pixels) => {
          const click = seed % frames;
          const levels = new Uint8Array(frames * rows);
          levels[click * rows + 1] = 255;
          const pyramid = createLevelPyramid(rows);
          pyramid.push(levels);
          const level = pyramid.level(frames / pixels);
          const seen = Array.from({ length: pixels }, (_, pixel) => {
            const frame = ((pixel + 0.5) * frames) / pixels;
            const column = Math.floor(frame / level.framesPerColumn);
            const chunk = level.values[Math.floor(column / level.columnsPerChunk)]!;
            return chunk[(column % level.columnsPerChunk) * rows + 1];
          });
          // A column at the end that is cut off may be narrower than a pixel.
          const isInLast = Math.floor(click / level.framesPerColumn) === level.columns - 1;
          if (!isInLast || level.columns === 1 || pixels >= frames) expect(seen).toContain(255);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses frames that are not whole, and what is not there', () => {
    expect(() => createLevelPyramid(0)).toThrow('rows is 0: expected a positive integer.');
    const pyramid = createLevelPyramid(2);
    expect(() => pyramid.push(new Uint8Array(3))).toThrow(
      'There are 3 levels: expected whole frames of 2 rows.',
    );
    pyramid.push(Uint8Array.of(1, 2, 3, 4));
    expect(pyramid.at(1, 0)).toBe(3);
    for (const [frame, row] of [
      [2, 0],
      [-1, 0],
      [0, 2],
      [0, -1],
      [0.5, 0],
    ] as const) {
      expect(() => pyramid.at(frame, row)).toThrow(
        `There is no row ${row} of frame ${frame}: expected one of 2 rows and 2 frames.`,
      );
    }
  });
});

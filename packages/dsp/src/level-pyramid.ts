/**
 * One level of a `LevelPyramid`: columns that stand for as many frames each. A live view, which grows with the pyramid.
 *
 * @example
 * // Row `row` of the column in which frame `frame` lies.
 * const column = Math.floor(frame / level.framesPerColumn);
 * const chunk = level.values[Math.floor(column / level.columnsPerChunk)];
 * chunk[(column % level.columnsPerChunk) * rows + row];
 */
export interface LevelColumns {
  /** The columns in chunks of `columnsPerChunk`, each row-major [columns][rows]; behind the last column there are zeros. */
  readonly values: readonly Uint8Array[];
  readonly columnsPerChunk: number;
  /** 1, 2, 4 …: column c holds of each row the greatest of the frames from c times as many on. */
  readonly framesPerColumn: number;
  /** How many there are, with the last one, which may stand for fewer frames. */
  readonly columns: number;
}

/** A spectrogram in 8 bits, at every zoom: each coarser level holds the greatest of two columns, so that a click stays visible. */
export interface LevelPyramid {
  /** How many frames were pushed. */
  readonly frames: number;
  readonly rows: number;
  /**
   * Appends frames, row-major [frames][rows], row 0 the lowest band.
   * @throws RangeError where the last frame is not whole
   */
  push(levels: Uint8Array): void;
  /**
   * The finest level whose columns are at least one pixel wide, so that a drawing which looks at one column for each pixel skips
   * none: the frames themselves for up to one frame a pixel, and the coarsest level for more than there are. It allocates nothing.
   */
  level(framesPerPixel: number): LevelColumns;
  /**
   * The level of one frame and row, 0..255.
   * @throws RangeError for a frame or a row that is not there
   */
  at(frame: number, row: number): number;
}

interface Level extends LevelColumns {
  readonly values: Uint8Array[];
  columns: number;
}

/** A chunk of a coarser level stands for as many frames, up to one column, so short recordings take little memory too. */
const framesPerChunk = 4096;

/**
 * A pyramid of 8-bit levels. Frames stay where they were put, a push costs as much as its frames and the last column of each
 * level, and the coarser levels together take about as much memory as the frames.
 *
 * @param rows a positive integer
 * @throws RangeError where it isn't
 * @example
 * const pyramid = createLevelPyramid(1);
 * pyramid.push(Uint8Array.of(1, 7, 5));
 * pyramid.level(1.5); // { values: [[7, 5, 0 …]], framesPerColumn: 2, columns: 2, columnsPerChunk: 2048 }
 */
export function createLevelPyramid(rows: number): LevelPyramid {
  if (!Number.isInteger(rows) || rows < 1)
    throw new RangeError(`rows is ${rows}: expected a positive integer.`);
  const finest = emptyLevel(1);
  const levels = [finest];

  return {
    rows,
    get frames() {
      return finest.columns;
    },
    push(pushed) {
      if (pushed.length % rows !== 0)
        throw new RangeError(`There are ${pushed.length} levels: expected whole frames of ${rows} rows.`);
      let changed = finest.columns;
      append(finest, pushed, rows);
      for (let finer = finest, above = 1; finer.columns > 1; finer = levels[above++]!) {
        changed = Math.floor(changed / 2);
        pairUp(finer, (levels[above] ??= emptyLevel(2 ** above)), changed, rows);
      }
    },
    level(framesPerPixel) {
      const wanted = framesPerPixel > 1 ? Math.ceil(Math.log2(framesPerPixel)) : 0;
      return levels[Math.min(wanted, levels.length - 1)]!;
    },
    at(frame, row) {
      const isFrame = Number.isInteger(frame) && frame >= 0 && frame < finest.columns;
      const isRow = Number.isInteger(row) && row >= 0 && row < rows;
      if (isFrame && isRow) return chunkOf(finest, frame)[(frame % finest.columnsPerChunk) * rows + row]!;
      throw new RangeError(
        `There is no row ${row} of frame ${frame}: expected one of ${rows} rows and ${finest.columns} frames.`,
      );
    },
  };
}

function emptyLevel(framesPerColumn: number): Level {
  return {
    values: [],
    columnsPerChunk: Math.max(1, framesPerChunk / framesPerColumn),
    framesPerColumn,
    columns: 0,
  };
}

function append(level: Level, pushed: Uint8Array, rows: number): void {
  const chunkLength = level.columnsPerChunk * rows;
  let at = level.columns * rows;
  lengthen(level, level.columns + pushed.length / rows, rows);
  for (let from = 0; from < pushed.length;) {
    const inChunk = at % chunkLength;
    const part = pushed.subarray(from, from + chunkLength - inChunk);
    level.values[Math.floor(at / chunkLength)]!.set(part, inChunk);
    from += part.length;
    at += part.length;
  }
}

/** Brings the coarser level up to date from its column `first` on. */
function pairUp(finer: Level, coarser: Level, first: number, rows: number): void {
  lengthen(coarser, Math.ceil(finer.columns / 2), rows);
  for (let column = first; column < coarser.columns; column++) {
    const pair = chunkOf(coarser, column);
    const left = chunkOf(finer, 2 * column);
    // The last column may have no partner: it is its own.
    const partner = Math.min(2 * column + 1, finer.columns - 1);
    const right = chunkOf(finer, partner);
    const pairAt = (column % coarser.columnsPerChunk) * rows;
    const leftAt = ((2 * column) % finer.columnsPerChunk) * rows;
    const rightAt = (partner % finer.columnsPerChunk) * rows;
    for (let row = 0; row < rows; row++)
      pair[pairAt + row] = Math.max(left[leftAt + row]!, right[rightAt + row]!);
  }
}

function chunkOf(level: Level, column: number): Uint8Array {
  return level.values[Math.floor(column / level.columnsPerChunk)]!;
}

function lengthen(level: Level, columns: number, rows: number): void {
  while (level.values.length * level.columnsPerChunk < columns)
    level.values.push(new Uint8Array(level.columnsPerChunk * rows));
  level.columns = columns;
}

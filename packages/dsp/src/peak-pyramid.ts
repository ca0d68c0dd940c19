/**
 * The least and the greatest value of every column of a curve that is wider than the screen. A column with nothing in it has least
 * Infinity and most -Infinity.
 */
export interface PeakColumns {
  readonly least: Float32Array;
  readonly most: Float32Array;
}

/** Extremes of a sequence that grows, at every zoom: those of samples for a waveform, or posteriors of frames. */
export interface PeakPyramid {
  /** How many entries were pushed. */
  readonly length: number;
  /**
   * Appends entries: the extremes of pieces of equal length, or a curve itself as both.
   * @throws RangeError where the two are not of one length
   */
  push(least: Float32Array, most: Float32Array): void;
  /**
   * The extremes of `columns` equal parts of the entries [from, to), a fraction of an entry counting as all of it, so that no column
   * misses what it touches. The work for a column grows with the logarithm of its entries only.
   *
   * @param from, to entries, also fractions, and such before the first and behind the last: nothing is there
   * @param columns an integer, 0 or more
   */
  columns(from: number, to: number, columns: number): PeakColumns;
}

/** As many neighbours as have come of 1, 2, 4 … entries; arrays with room for more. */
interface Level {
  least: Float32Array;
  most: Float32Array;
  length: number;
}

/**
 * A pyramid of extremes: entries, pairs of entries, pairs of pairs … An entry costs constant time, the levels above the entries
 * together take no more memory than these.
 *
 * @example
 * const pyramid = createPeakPyramid();
 * pyramid.push(Float32Array.of(-1, -3, -2, 0), Float32Array.of(4, 1, 2, 5));
 * pyramid.columns(0, 4, 2); // { least: [-3, -2], most: [4, 5] }
 */
export function createPeakPyramid(): PeakPyramid {
  const entries = emptyLevel();
  const levels = [entries];

  return {
    get length() {
      return entries.length;
    },
    push(least, most) {
      if (least.length !== most.length) {
        throw new RangeError(`least has ${least.length} entries and most ${most.length}: expected as many.`);
      }
      const first = entries.length;
      lengthen(entries, first + least.length);
      entries.least.set(least, first);
      entries.most.set(most, first);
      for (let finer = entries, above = 1; finer.length > 1; finer = levels[above++]!) {
        pairUp(finer, (levels[above] ??= emptyLevel()));
      }
    },
    columns(from, to, columns) {
      const least = new Float32Array(columns);
      const most = new Float32Array(columns);
      for (let column = 0; column < columns; column++) {
        // Neighbours share the very same boundary, and so leave nothing out between them.
        const start = from + (column * (to - from)) / columns;
        const end = from + ((column + 1) * (to - from)) / columns;
        // As in a segment tree: whole pairs go up to the next level, what has no partner within the column is looked at here.
        let left = Math.max(0, Math.floor(start));
        let right = Math.min(entries.length, Math.ceil(end));
        let [lowest, highest] = [Infinity, -Infinity];
        for (let at = 0; left < right; at++, left /= 2, right /= 2) {
          const level = levels[at]!;
          if (left % 2 === 1) {
            lowest = Math.min(lowest, level.least[left]!);
            highest = Math.max(highest, level.most[left]!);
            left++;
          }
          if (right % 2 === 1) {
            right--;
            lowest = Math.min(lowest, level.least[right]!);
            highest = Math.max(highest, level.most[right]!);
          }
        }
        least[column] = lowest;
        most[column] = highest;
      }
      return { least, most };
    },
  };
}

function emptyLevel(): Level {
  return { least: new Float32Array(0), most: new Float32Array(0), length: 0 };
}

/** Brings the coarser level up to date. Only whole pairs are in it: half a pair changes once its other half comes. */
function pairUp(finer: Level, coarser: Level): void {
  const { least, most } = finer;
  let pair = coarser.length;
  lengthen(coarser, Math.floor(finer.length / 2));
  for (; pair < coarser.length; pair++) {
    coarser.least[pair] = Math.min(least[2 * pair]!, least[2 * pair + 1]!);
    coarser.most[pair] = Math.max(most[2 * pair]!, most[2 * pair + 1]!);
  }
}

/** Makes room by doubling, so that each entry is copied twice at most, on average. */
function lengthen(level: Level, length: number): void {
  if (length > level.least.length) {
    const room = Math.max(length, 2 * level.least.length);
    level.least = enlarged(level.least, room);
    level.most = enlarged(level.most, room);
  }
  level.length = length;
}

function enlarged(values: Float32Array, length: number): Float32Array {
  const larger = new Float32Array(length);
  larger.set(values);
  return larger;
}

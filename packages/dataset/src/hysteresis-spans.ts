/** What counts as active, in the unit of the values. */
export interface Hysteresis {
  /** A stretch must reach this somewhere … */
  readonly onset: number;
  /** … and lasts as long as the values stay at this or above; at most `onset`. */
  readonly offset: number;
}

/**
 * The stretches of values at or above `offset` that reach `onset` at least once, as pairs [first, end) of indices, sorted and apart.
 *
 * Two thresholds find the quiet beginning and end of a word without taking every quiet sound for one. Source: L. R. Rabiner and
 * M. R. Sambur, "An algorithm for determining the endpoints of isolated utterances", Bell System Technical Journal 54(2), 1975.
 *
 * @example hysteresisSpans([0, 2, 5, 2, 0, 2, 0], { onset: 4, offset: 1 }) // [[1, 4]]
 */
export function hysteresisSpans(
  values: ArrayLike<number>,
  { onset, offset }: Hysteresis,
): [first: number, end: number][] {
  const spans: [number, number][] = [];
  for (let index = 0; index < values.length; index++) {
    if (!(values[index]! >= offset)) continue;
    const first = index;
    let isReached = false;
    for (; index < values.length && values[index]! >= offset; index++) isReached ||= values[index]! >= onset;
    if (isReached) spans.push([first, index]);
  }
  return spans;
}

/**
 * Joins neighbours with a gap of less than `gap` between them.
 *
 * @param spans sorted pairs [first, end)
 * @example bridgeGaps([[0, 2], [3, 5], [9, 10]], 2) // [[0, 5], [9, 10]]
 */
export function bridgeGaps(
  spans: readonly (readonly [first: number, end: number])[],
  gap: number,
): [first: number, end: number][] {
  const joined: [number, number][] = [];
  for (const [first, end] of spans) {
    const last = joined.at(-1);
    if (last && first - last[1] < gap) last[1] = Math.max(last[1], end);
    else joined.push([first, end]);
  }
  return joined;
}

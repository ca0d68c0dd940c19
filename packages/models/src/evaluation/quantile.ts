/**
 * The value below which this share of a sorted list lies, on a straight line between neighbours (NumPy's default).
 *
 * @param rising sorted, at least one value
 * @param share in [0, 1]: 0.5 is the median
 * @throws RangeError for an empty list or a share outside [0, 1]
 * @example quantile([1, 2, 4], 0.75) // 3
 */
export function quantile(rising: ArrayLike<number>, share: number): number {
  if (rising.length === 0) throw new RangeError('there are no values: a quantile needs at least one');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`the share is ${share}, expected 0 to 1`);
  const place = share * (rising.length - 1);
  const before = rising[Math.floor(place)]!;
  const after = rising[Math.ceil(place)]!;
  return before + (place - Math.floor(place)) * (after - before);
}

/** The metrics of the items that share a key. */
export interface MetricsGroup<Key, Metrics> {
  readonly key: Key;
  /** How many items the group has. */
  readonly count: number;
  readonly metrics: Metrics;
}

/**
 * The same metrics for every group: for each recording, each kind of noise, each bin of SNR.
 *
 * @param items such as evaluated recordings
 * @param key which group an item belongs to; null for none
 * @param measure the metrics of a group, which is never empty
 * @returns the groups, sorted by key: numbers by value, text by code unit
 * @example metricsBy(recordings, ({ snrDb }) => Math.floor(snrDb / 5) * 5, (group) => eventMetrics(group.map(({ events }) => events)))
 *   // [{ key: 0, count: 12, metrics: { f1: 0.81, … } }, { key: 5, count: 9, … }]
 */
export function metricsBy<Item, Key extends string | number, Metrics>(
  items: readonly Item[],
  key: (item: Item) => Key | null,
  measure: (group: readonly Item[]) => Metrics,
): MetricsGroup<Key, Metrics>[] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const own = key(item);
    if (own === null) continue;
    const group = groups.get(own);
    if (group) group.push(item);
    else groups.set(own, [item]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([own, group]) => ({ key: own, count: group.length, metrics: measure(group) }));
}

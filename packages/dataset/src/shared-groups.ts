/** What recordings may have in common. */
export interface Related {
  readonly uri: string;
  readonly group?: string | undefined;
  readonly speaker?: string | undefined;
  /** The recording that it was cut from. */
  readonly recording?: string | undefined;
  /** Names the sound itself. */
  readonly content?: string | undefined;
}

/**
 * The group of every recording, in order: recordings that share a group, a speaker, an origin or their content are in one, and so are those that are
 * connected through others. One that shares nothing is a group of its own.
 *
 * @returns names: the group's, else the speaker's, else the origin's, else the uri of the group's first recording.
 * @example sharedGroups([{ uri: 'a', speaker: 'ann' }, { uri: 'b', speaker: 'ann', recording: 'tape' }, { uri: 'c', recording: 'tape' }])
 * // ['ann', 'ann', 'ann']
 */
export function sharedGroups(items: readonly Related[]): string[] {
  const parents = items.map((_, index) => index);
  const rootOf = (index: number) => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    // A long chain is walked only once.
    parents[index] = root;
    return root;
  };
  for (const key of ['group', 'speaker', 'recording', 'content'] as const) {
    const firstWith = new Map<string, number>();
    items.forEach((item, index) => {
      const value = item[key];
      if (value === undefined) return;
      const first = firstWith.get(value);
      if (first === undefined) firstWith.set(value, index);
      else {
        const [a, b] = [rootOf(first), rootOf(index)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    });
  }
  const names = items.map(({ uri, group, speaker, recording }) => group ?? speaker ?? recording ?? uri);
  return items.map((_, index) => names[rootOf(index)]!);
}

import { type Split, SPLITS } from './split.ts';

/** A recording of a split, and what it may share with others. */
export interface SplitRecording {
  readonly uri: string;
  /** Nothing where it isn't decided yet; it then leaks nowhere. */
  readonly split: Split | undefined;
  /** Names the sound itself. */
  readonly content?: string | undefined;
  /** The recording that it was cut from. */
  readonly recording?: string | undefined;
  readonly speaker?: string | undefined;
  readonly group?: string | undefined;
}

/** What recordings can have in common. */
const SHARED = ['content', 'recording', 'speaker', 'group'] as const;

/** Something that is on both sides of a split. */
export interface Leak {
  readonly shared: (typeof SHARED)[number];
  readonly value: string;
  readonly splits: readonly Split[];
  /** All recordings that share it. */
  readonly uris: readonly string[];
}

/**
 * What more than one split holds: the same content, a cut of the same recording, the same speaker or group. A test on such a split
 * rewards remembering. A group is told only
 * where no speaker or recording in it explains it already.
 *
 * @example findLeakage([{ uri: 'a', split: 'train', speaker: 'ann' }, { uri: 'b', split: 'test', speaker: 'ann' }])
 * // [{ shared: 'speaker', value: 'ann', splits: ['train', 'test'], uris: ['a', 'b'] }]
 */
export function findLeakage(recordings: readonly SplitRecording[]): Leak[] {
  const told = new Set<string>();
  return SHARED.flatMap((shared) => {
    const leaks = sharing(recordings, shared).flatMap(([value, holders]): Leak[] => {
      const splits = SPLITS.filter((split) => holders.some((holder) => holder.split === split));
      const uris = holders.map(({ uri }) => uri);
      const isTold = shared === 'group' && uris.some((uri) => told.has(uri));
      return splits.length < 2 || isTold ? [] : [{ shared, value, splits, uris }];
    });
    if (shared !== 'content') for (const { uris } of leaks) for (const uri of uris) told.add(uri);
    return leaks;
  });
}

function sharing(
  recordings: readonly SplitRecording[],
  shared: (typeof SHARED)[number],
): [string, SplitRecording[]][] {
  const holders = new Map<string, SplitRecording[]>();
  for (const recording of recordings) {
    const value = recording[shared];
    if (value === undefined) continue;
    const others = holders.get(value);
    if (others) others.push(recording);
    else holders.set(value, [recording]);
  }
  return [...holders];
}

import { labelSeconds } from '../../label-seconds.ts';
import { sharedGroups } from '../../shared-groups.ts';
import type { MaybeSplit } from '../../split.ts';
import type { Recording } from './corpus.ts';

/**
 * The recordings of a corpus for `splitByGroup` and `kFold`: their length and the seconds of each label are what is divided in
 * proportion.
 *
 * @param by what is not to be parted; a recording without it stands for itself.
 * @param contents names the sound of each recording, in order: the same sound is not parted either.
 * @example splitByGroup(splitItems(corpus.recordings), { train: 0.7, valid: 0.15, test: 0.15 }, 1)
 */
export function splitItems(
  recordings: readonly Recording[],
  by: 'group' | 'speaker' | 'recording' = 'group',
  contents: readonly (string | undefined)[] = [],
): MaybeSplit[] {
  const groups = sharedGroups(
    recordings.map((recording, index) => ({
      uri: recording.uri,
      group: recording[by] ?? recording.uri,
      content: contents[index],
    })),
  );
  return recordings.map((recording, index) => {
    const { uri, split, durationSeconds, annotation } = recording;
    const labels = Object.entries(labelSeconds(annotation).perLabel).map(([label, amount]) => [
      `label ${label}`,
      amount,
    ]);
    const amounts = { seconds: durationSeconds, ...(Object.fromEntries(labels) as Record<string, number>) };
    return { uri, split, group: groups[index]!, amounts };
  });
}

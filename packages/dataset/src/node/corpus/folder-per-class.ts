import { parseSplit } from '../../split.ts';
import { folderRow, wholeRecording } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';

/** A folder for each class, named after it; above them may be a folder for each split. */
export const folderPerClass: CorpusLayout = {
  name: 'folder-per-class',
  expects: 'a folder of recordings for each class, such as dog/ and rain/ or train/dog/ and test/dog/',
  recognises: ({ recordings }) =>
    recordings.length > 0 &&
    new Set(recordings.map((uri) => classOf(uri).label)).size > 1 &&
    recordings.every((uri) => classOf(uri).label !== ''),
  rows: ({ folder, recordings }) =>
    recordings.map((uri) => {
      const { label, split } = classOf(uri);
      return folderRow(folder, uri, { readLabels: wholeRecording(label), split });
    }),
};

function classOf(uri: string) {
  const [first = '', second = '', ...rest] = uri.split('/');
  const split = parseSplit(first);
  if (split) return { label: rest.length > 0 ? second : '', split };
  return { label: second === '' ? '' : first, split: undefined };
}

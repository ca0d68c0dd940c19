import { parseSplit } from '../../split.ts';
import { folderRow } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';

/** Recordings, and nothing said about them. A folder above them may name a split. */
export const unlabelled: CorpusLayout = {
  name: 'unlabelled',
  expects: 'recordings',
  recognises: ({ recordings }) => recordings.length > 0,
  rows: ({ folder, recordings }) =>
    recordings.map((uri) => {
      const split = uri.includes('/') ? parseSplit(uri.slice(0, uri.indexOf('/'))) : undefined;
      return folderRow(folder, uri, { readLabels: () => ({ segments: [] }), split });
    }),
};

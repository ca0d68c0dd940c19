import { folderRow, wholeRecording } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';

const KINDS = ['music', 'noise', 'speech'];

/**
 * MUSAN: music, noise and speech, a folder each, with the collections they come from inside. The kind is the label of the whole
 * recording, pauses included.
 * Source: D. Snyder, G. Chen and D. Povey, "MUSAN: A Music, Speech, and Noise Corpus", arXiv:1510.08484, 2015.
 */
export const musan: CorpusLayout = {
  name: 'musan',
  expects: 'music/, noise/ and speech/ with a folder for each collection, such as noise/free-sound',
  recognises: ({ recordings }) =>
    KINDS.every((kind) => recordings.some((uri) => uri.startsWith(`${kind}/`))) &&
    recordings.every((uri) => /^(music|noise|speech)\/[^/]+\/[^/]+$/.test(uri)) &&
    recordings.some((uri) => /^noise\/(free-sound|sound-bible)\//.test(uri)),
  rows: ({ folder, recordings }) =>
    recordings.map((uri) => {
      const kind = uri.slice(0, uri.indexOf('/'));
      return folderRow(folder, uri, { readLabels: wholeRecording(kind), kind });
    }),
};

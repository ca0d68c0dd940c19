import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Split } from '../../split.ts';
import { folderRow, wholeRecording } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';

const LISTS: readonly (readonly [string, Split])[] = [
  ['validation_list.txt', 'valid'],
  ['testing_list.txt', 'test'],
];
const NOISES = '_background_noise_';

/**
 * Speech Commands: one-second words in a folder each, spoken by the person that the file's name begins with. Two lists name the
 * validation and the test split; the long recordings in `_background_noise_` are in none.
 * Source: P. Warden, "Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition", arXiv:1804.03209, 2018.
 */
export const speechCommands: CorpusLayout = {
  name: 'speech-commands',
  expects: 'validation_list.txt, testing_list.txt and a folder for each word',
  recognises: (files) => LISTS.every(([list]) => files.has(list)),
  async rows({ folder, recordings }) {
    const splits = new Map<string, Split>();
    for (const [list, split] of LISTS) {
      const text = await readFile(join(folder, list), 'utf8');
      for (const line of text.split('\n')) splits.set(line.trim(), split);
    }
    return recordings
      .filter((uri) => uri.split('/').length === 2)
      .map((uri) => {
        const label = uri.slice(0, uri.indexOf('/'));
        const readLabels = wholeRecording(label);
        if (label === NOISES) return folderRow(folder, uri, { readLabels });
        const speaker = basename(uri).split('_nohash_')[0];
        return folderRow(folder, uri, { readLabels, speaker, split: splits.get(uri) ?? 'train' });
      });
  },
};

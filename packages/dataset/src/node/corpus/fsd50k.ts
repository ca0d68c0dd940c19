import { join } from 'node:path';
import { parseSplit } from '../../split.ts';
import { ManifestError } from '../manifest-error.ts';
import { folderRow, wholeRecording } from './corpus-row.ts';
import type { FolderFiles } from './folder-files.ts';
import type { CorpusLayout } from './layout.ts';
import { metadataTable } from './metadata-table.ts';

const TABLES = { dev: 'FSD50K.ground_truth/dev.csv', eval: 'FSD50K.ground_truth/eval.csv' };

/**
 * FSD50K: 51,197 Freesound clips, each with all the labels of the AudioSet ontology that apply to it as a whole, so a label mapping has
 * to choose. The development set is split into train and validation, the evaluation set is the test split.
 * Source: E. Fonseca et al., "FSD50K: An Open Dataset of Human-Labeled Sound Events", IEEE/ACM TASLP 30, 2022.
 */
export const fsd50k: CorpusLayout = {
  name: 'fsd50k',
  expects: `${TABLES.dev} or ${TABLES.eval}, and FSD50K.dev_audio/, FSD50K.eval_audio/`,
  recognises: (files) => files.has(TABLES.dev) || files.has(TABLES.eval),
  rows: async (files) => [...(await rowsOf(files, 'dev')), ...(await rowsOf(files, 'eval'))],
};

async function rowsOf(files: FolderFiles, set: 'dev' | 'eval') {
  const { folder } = files;
  if (!files.has(TABLES[set])) return [];
  const rows = await metadataTable(folder, TABLES[set], [
    'fname',
    'labels',
    ...(set === 'dev' ? ['split'] : []),
  ]);
  return rows.map(({ line, cells }) => {
    const name = set === 'eval' ? 'test' : cells['split']!;
    const split = parseSplit(name);
    if (!split)
      throw new ManifestError(join(folder, TABLES[set]), `found "${name}"; expected train or val`, {
        line,
        column: 'split',
      });
    const readLabels = wholeRecording(...cells['labels']!.split(','));
    return folderRow(folder, `FSD50K.${set}_audio/${cells['fname']}.wav`, { readLabels, split });
  });
}

import { folderRow, wholeRecording } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';
import { metadataTable } from './metadata-table.ts';

const META = 'meta/esc50.csv';

/**
 * ESC-50: 2,000 environmental sounds of 5 s in 50 classes, and five folds that keep clips of one source together.
 * Source: K. J. Piczak, "ESC: Dataset for Environmental Sound Classification", ACM Multimedia 2015.
 */
export const esc50: CorpusLayout = {
  name: 'esc-50',
  expects: `${META} and audio/`,
  recognises: (files) => files.has(META),
  async rows({ folder }) {
    const rows = await metadataTable(folder, META, ['filename', 'fold', 'category', 'src_file']);
    return rows.map(({ cells }) =>
      folderRow(folder, `audio/${cells['filename']}`, {
        readLabels: wholeRecording(cells['category']!),
        fold: cells['fold'],
        recording: cells['src_file'],
      }),
    );
  },
};

import { folderRow, wholeRecording } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';
import { metadataTable } from './metadata-table.ts';

const META = 'metadata/UrbanSound8K.csv';

/**
 * UrbanSound8K: 8,732 city sounds of up to 4 s in ten classes, and ten folds that keep slices of one Freesound recording together.
 * Source: J. Salamon, C. Jacoby and J. P. Bello, "A Dataset and Taxonomy for Urban Sound Research", ACM Multimedia 2014.
 */
export const urbanSound8k: CorpusLayout = {
  name: 'urbansound8k',
  expects: `${META} and audio/fold1 … audio/fold10`,
  recognises: (files) => files.has(META),
  async rows({ folder }) {
    const rows = await metadataTable(folder, META, ['slice_file_name', 'fsID', 'fold', 'class']);
    return rows.map(({ cells }) =>
      folderRow(folder, `audio/fold${cells['fold']}/${cells['slice_file_name']}`, {
        readLabels: wholeRecording(cells['class']!),
        fold: cells['fold'],
        recording: cells['fsID'],
      }),
    );
  },
};

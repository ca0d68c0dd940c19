import { join } from 'node:path';
import { AnnotationError } from '../../annotation-error.ts';
import { annotationFormats } from '../../formats/annotation-formats.ts';
import { parseSplit } from '../../split.ts';
import { type CorpusRow, folderRow, fromLabelFile } from './corpus-row.ts';
import type { FolderFiles } from './folder-files.ts';
import type { CorpusLayout } from './layout.ts';

/** Endings that other files have too, such as transcripts: label files only where there is no better one. */
const PLAIN = ['.json', '.csv', '.tsv', '.txt'];
const ENDINGS = [
  ...Object.values(annotationFormats)
    .flatMap(({ extensions }) => extensions)
    .filter((ending, index, all) => !PLAIN.includes(ending) && all.indexOf(ending) === index),
  ...PLAIN,
];

/** A label file of the same name beside each recording, in any format that `readLabelFile` knows. A folder above them may name a split. */
export const labelsBeside: CorpusLayout = {
  name: 'labels-beside',
  expects: 'recordings with a label file beside each, such as talk.wav and talk.txt',
  recognises(files) {
    const labelFileOf = labelFiles(files);
    return files.recordings.some((uri) => labelFileOf(uri) !== undefined);
  },
  rows(files, options) {
    const labelFileOf = labelFiles(files);
    return files.recordings.map((uri) => {
      const split = uri.includes('/') ? parseSplit(uri.slice(0, uri.indexOf('/'))) : undefined;
      const file = labelFileOf(uri);
      const readLabels = file === undefined ? missing(uri) : fromLabelFile(join(files.folder, file), options);
      return folderRow(files.folder, uri, { readLabels, split });
    });
  },
};

const missing =
  (uri: string): CorpusRow['readLabels'] =>
  () => {
    const expectation = `expected a file of its name that ends in ${ENDINGS.join(', ')}`;
    throw new AnnotationError(
      uri,
      `there is no label file beside it; ${expectation}. Label it or move it away`,
    );
  };

/** Finds a recording's label file, whether its ending is written in upper or lower case. */
function labelFiles({ files }: FolderFiles): (recording: string) => string | undefined {
  const byName = new Map(files.map((file) => [withLowerEnding(file), file]));
  return (recording) => {
    const stem = recording.replace(/\.[^./]*$/, '');
    return ENDINGS.map((ending) => byName.get(stem + ending)).find((file) => file !== undefined);
  };
}

function withLowerEnding(file: string): string {
  const lower = file.toLowerCase();
  const ending = ENDINGS.find((each) => lower.endsWith(each)) ?? '';
  return file.slice(0, file.length - ending.length) + ending;
}

import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createAnnotation } from '../../annotation.ts';
import type { FormatOptions } from '../../formats/annotation-format.ts';
import { mapLabels } from '../../map-labels.ts';
import type { Segment } from '../../segment.ts';
import { parseSplit } from '../../split.ts';
import { ManifestError } from '../manifest-error.ts';
import { readLabelFile } from '../recording-labels.ts';
import { type CorpusRow, folderRow } from './corpus-row.ts';
import type { FolderFiles } from './folder-files.ts';
import type { CorpusLayout } from './layout.ts';

const UTTERANCE = /(?:^|\/)(train|dev|test)-[^/]*\/(\d+)\/(\d+)\/(\2-\3-\d+)\.[^./]+$/;
/** How forced aligners write that nobody speaks. */
const PAUSES = ['sil', 'sp', 'SIL', 'SP', '<eps>', '<sil>', 'silence'];

/**
 * LibriSpeech with word alignments, anywhere in the folder: a TextGrid for each utterance (Montreal Forced Aligner), or
 * `reader-chapter.alignment.txt` for each chapter (L. Lugosch's), with the utterance, its words and their ends a line. Words are
 * `speech`, what lies between them is `silence`; an utterance without alignment is left out.
 * Source: V. Panayotov et al., "Librispeech: an ASR corpus based on public domain audio books", ICASSP 2015.
 */
export const librispeech: CorpusLayout = {
  name: 'librispeech',
  expects: 'utterances such as dev-clean/84/121123/84-121123-0000.flac, and TextGrid or .alignment.txt files',
  recognises: ({ recordings }) => recordings.some((uri) => UTTERANCE.test(uri)),
  async rows(files, options) {
    const alignments = await findAlignments(files, options);
    const rows = files.recordings.flatMap((uri): CorpusRow[] => {
      const [, set = '', reader, chapter, utterance = ''] = UTTERANCE.exec(uri) ?? [];
      const readLabels = alignments.get(utterance);
      const about = { split: parseSplit(set), speaker: reader, recording: `${reader}-${chapter}` };
      return readLabels ? [folderRow(files.folder, uri, { readLabels, ...about })] : [];
    });
    if (rows.length > 0) return rows;
    const expectation = 'expected a TextGrid for each utterance, or an .alignment.txt for each chapter';
    throw new ManifestError(
      files.folder,
      `there are no word alignments; ${expectation}. Put them into this folder`,
    );
  },
};

/** How to read the labels of each utterance that is aligned. */
async function findAlignments(
  { folder, files }: FolderFiles,
  options: FormatOptions | undefined,
): Promise<Map<string, CorpusRow['readLabels']>> {
  const found = new Map<string, CorpusRow['readLabels']>();
  for (const name of files.filter((file) => file.endsWith('.alignment.txt'))) {
    const file = join(folder, name);
    for (const [utterance, words] of parseAlignments(file, await readFile(file, 'utf8')))
      found.set(utterance, (seconds) => ({ file, segments: speechAndSilence(words, seconds) }));
  }
  for (const name of files.filter((file) => extname(file) === '.TextGrid')) {
    const file = join(folder, name);
    found.set(basename(name, '.TextGrid'), async (seconds) => {
      const { segments } = await readLabelFile(file, options);
      return {
        file,
        segments: speechAndSilence(
          segments.filter(({ label }) => !PAUSES.includes(label)),
          seconds,
        ),
      };
    });
  }
  return found;
}

/** Lines such as `84-121123-0000 ",GO,,HOME," "0.49,0.89,1.27,1.38,1.49"`; a pause is a word without letters. */
function parseAlignments(file: string, text: string): Map<string, Segment[]> {
  const words = new Map<string, Segment[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, utterance = '', labels = '', times = ''] = /^(\S+) "(.*)" "(.*)"\s*$/.exec(line) ?? [];
    const ends = times.split(',').map(Number);
    const names = labels.split(',');
    const isSorted = ends.every((end, at) => end >= (ends[at - 1] ?? 0));
    if (utterance === '' || names.length !== ends.length || !isSorted) {
      const problem = `found ${JSON.stringify(line.slice(0, 60))}; expected an utterance, its words and as many ends in seconds`;
      throw new ManifestError(file, problem, { line: index + 1 });
    }
    words.set(
      utterance,
      names.flatMap((label, at) => {
        const [start, end] = [ends[at - 1] ?? 0, ends[at]!];
        return label === '' || end <= start ? [] : [{ start, end, label }];
      }),
    );
  }
  return words;
}

/** Words that touch make one stretch of speech; the rest of the recording is silence. */
function speechAndSilence(words: readonly Segment[], durationSeconds: number): Segment[] {
  const annotation = createAnnotation({ uri: '', kind: 'reference', segments: words });
  const speech = mapLabels(annotation, { speech: ['*'] }).segments;
  const edges = [0, ...speech.flatMap(({ start, end }) => [start, end]), durationSeconds];
  const pauses = Array.from(
    { length: edges.length / 2 },
    (_, at) => [edges[2 * at]!, edges[2 * at + 1]!] as const,
  );
  const silence = pauses
    .filter(([start, end]) => end > start)
    .map(([start, end]) => ({ start, end, label: 'silence' }));
  return [...speech, ...silence];
}

import { dirname, extname, resolve } from 'node:path';
import { AnnotationError } from '../annotation-error.ts';
import { type CsvTable, CsvTableError, delimiterOf, readCsvTable } from '../csv-table.ts';
import type { FormatOptions } from '../formats/annotation-format.ts';
import { parseSplit, SPLITS } from '../split.ts';
import type { Corpus } from './corpus/corpus.ts';
import { type CorpusRow, fromLabelFile, wholeRecording } from './corpus/corpus-row.ts';
import { type CorpusOptions, readCorpus } from './corpus/read-corpus.ts';
import { ManifestError } from './manifest-error.ts';
import { readManifestText } from './manifest-text.ts';
import { type ManifestColumn, manifestColumns } from './manifest-columns.ts';
import { parseJsonLines } from './json-lines.ts';

/** The label of a recording in which nobody speaks. */
const NOISE = 'noise';
const NOISE_KINDS: readonly string[] = ['noise', 'music'];

/**
 * Reads a corpus from a manifest, and checks all of it: every recording opens (only its header is read), every label file parses and
 * fits its recording. A manifest is CSV (also with semicolons or tabs) with a header and a row per recording, or (where its name ends in `.jsonl` or `.ndjson`) a JSON
 * object per line with the same names.
 *
 * | column | |
 * |---|---|
 * | `path` | the recording, relative to the manifest |
 * | `label_path` | its labels, relative to the manifest, in any format that `readLabelFile` knows |
 * | `label` | without `label_path`: the label of the whole recording |
 * | `kind` | without both: `noise` and `music` mean that the whole recording is `noise` |
 * | `split` | `train`, `valid`, `test` (or what `parseSplit` takes for one) or nothing |
 * | `fold` | the name of the fold it is in |
 * | `speaker`, `recording`, `group` | recordings of one speaker, cut from one recording, or of one group are never parted |
 * | `weight` | how much it counts beside the others, above 0; 1 where it is empty |
 *
 * All but `path` may be missing; other columns are kept as they are. `manifestColumns` lists what the columns may also be called. A label that
 * ends up to 0.05 s after its recording is clipped to it.
 *
 * @throws ManifestError for the first thing that is wrong: a missing or unreadable file, labels that don't parse, overlap or lie
 *   outside their recording, an unknown split, a doubled path, a speaker in two splits, one class only.
 * @example const { recordings, labels } = await readManifest('data/demo/manifest.csv');
 */
export async function readManifest(path: string, options: CorpusOptions = {}): Promise<Corpus> {
  const text = await readManifestText(path, 'a CSV manifest');
  const isJson = ['.jsonl', '.ndjson'].includes(extname(path).toLowerCase());
  const { columns: found, rows } = isJson ? parseJsonLines(path, text) : csvTable(path, text);
  const columns = manifestColumns(path, found);
  const parsed = rows.map(({ line, cells }) => {
    const cell = (column: ManifestColumn) => cells[columns.get(column) ?? ''] ?? '';
    const nameOf = (column: ManifestColumn) => columns.get(column) ?? column;
    return { ...parseRow(path, line, cell, nameOf, options.labelFiles), columns: cells };
  });
  return readCorpus(path, 'manifest', parsed, options);
}

function csvTable(path: string, text: string): CsvTable {
  try {
    return readCsvTable(text, { delimiter: delimiterOf(text) });
  } catch (cause) {
    if (!(cause instanceof CsvTableError)) throw cause;
    throw new ManifestError(path, cause.message, { line: cause.line, cause });
  }
}

function parseRow(
  manifest: string,
  line: number,
  cell: (column: ManifestColumn) => string,
  nameOf: (column: ManifestColumn) => string,
  labelFiles: FormatOptions | undefined,
): CorpusRow {
  const fail = (column: ManifestColumn, problem: string) =>
    new ManifestError(manifest, problem, { line, column: nameOf(column) });
  const uri = cell('path');
  const split = parseSplit(cell('split'));
  const weight = cell('weight') === '' ? 1 : Number(cell('weight'));
  if (uri === '') throw fail('path', 'the value is empty; expected the path of a recording');
  if (cell('split') !== '' && !split)
    throw fail('split', `found "${cell('split')}"; expected ${SPLITS.join(', ')} or nothing`);
  if (!(weight > 0 && weight < Infinity))
    throw fail('weight', `found "${cell('weight')}"; expected a number above 0, or nothing for 1`);
  const labelPath = cell('label_path');
  return {
    uri,
    path: resolve(dirname(manifest), uri),
    line,
    split,
    weight,
    kind: cell('kind'),
    fold: cell('fold') || undefined,
    group: cell('group') || undefined,
    speaker: cell('speaker') || undefined,
    recording: cell('recording') || undefined,
    labelColumn: nameOf(labelPath ? 'label_path' : 'label'),
    readLabels: labelPath
      ? fromLabelFile(resolve(dirname(manifest), labelPath), labelFiles)
      : labelOfRow(uri, cell('label'), cell('kind')),
  };
}

function labelOfRow(uri: string, written: string, kind: string): CorpusRow['readLabels'] {
  const label = written || (NOISE_KINDS.includes(kind) ? NOISE : '');
  if (label !== '') return wholeRecording(label);
  return () => {
    const expectation = `expected a label_path, a label, or kind ${NOISE_KINDS.join(' or ')} for a recording without speech`;
    throw new AnnotationError(
      uri,
      `the row says nothing about its labels and kind is "${kind}"; ${expectation}`,
    );
  };
}

import { CsvTableError, parseCsvTable } from '../csv-table.ts';
import { findSharedGroup, parseSplit, type Split, SPLITS } from '../split.ts';
import { ManifestError } from './manifest-error.ts';
import { readManifestText } from './manifest-text.ts';
import { writeAtomically } from './write-atomically.ts';

/** A line of a split file. */
export interface SplitRow {
  readonly uri: string;
  /** What it must not be parted from, for those who review the file. */
  readonly group: string;
  readonly split: Split;
}

/**
 * Writes which recording is for what, as CSV with the columns `uri`, `group` and `split`, sorted by split, group and uri: a file that
 * people can read, change and keep beside their results.
 *
 * @throws RangeError for a group in two splits.
 */
export async function writeSplitFile(path: string, rows: readonly SplitRow[]): Promise<void> {
  const shared = findSharedGroup(rows);
  if (shared)
    throw new RangeError(
      `"${shared[0].group}" is in ${shared[0].split} and in ${shared[1].split}; expected a group in one split`,
    );
  const key = ({ split, group, uri }: SplitRow) => `${SPLITS.indexOf(split)}\n${group}\n${uri}`;
  const lines = rows
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ uri, group, split }) => `${cell(uri)},${cell(group)},${split}\n`);
  await writeAtomically(path, `uri,group,split\n${lines.join('')}`);
}

/**
 * Reads a split file back. A recording without a group is one of its own.
 *
 * @throws ManifestError naming the line: no CSV, a missing column, an unknown split, a doubled uri, a group in two splits.
 */
export async function readSplitFile(path: string): Promise<SplitRow[]> {
  const lineOf = new Map<string, number>();
  const rows = (await readTable(path)).map(({ line, cells }) => {
    const { uri = '', group = '', split: name = '' } = cells;
    const split = parseSplit(name);
    const earlier = lineOf.get(uri);
    if (!split)
      throw new ManifestError(path, `found "${name}"; expected ${SPLITS.join(', ')}`, {
        line,
        column: 'split',
      });
    if (earlier !== undefined)
      throw new ManifestError(path, `"${uri}" is also in line ${earlier}; expected it once`, {
        line,
        column: 'uri',
      });
    lineOf.set(uri, line);
    return { uri, group: group || uri, split };
  });
  const shared = findSharedGroup(rows);
  if (!shared) return rows;
  const [a, b] = shared;
  const problem = `"${b.group}" is in ${b.split}, and in line ${lineOf.get(a.uri)} in ${a.split}; expected a group in one split`;
  throw new ManifestError(path, problem, { line: lineOf.get(b.uri)!, column: 'split' });
}

/**
 * The splits of a corpus by a split file. Lines about recordings that the corpus doesn't have are passed over.
 *
 * @throws ManifestError as `readSplitFile`, and for recordings that the file doesn't name.
 * @example await openCorpus('corpus', { resplit: await splitsFromFile('split.csv') })
 */
export async function splitsFromFile(
  path: string,
): Promise<(recordings: readonly { readonly uri: string }[]) => Map<string, Split>> {
  const splits = new Map((await readSplitFile(path)).map(({ uri, split }) => [uri, split]));
  return (recordings) => {
    const missing = recordings.filter(({ uri }) => !splits.has(uri));
    if (missing.length === 0) return splits;
    const problem = `there is no line for ${missing.length} of ${recordings.length} recordings, such as "${missing[0]!.uri}"`;
    throw new ManifestError(path, `${problem}; expected one for each. Make the split again, or add them`);
  };
}

async function readTable(path: string) {
  const text = await readManifestText(path, 'a split file');
  try {
    return parseCsvTable(text, ['uri', 'group', 'split']);
  } catch (cause) {
    if (!(cause instanceof CsvTableError)) throw cause;
    throw new ManifestError(path, cause.message, { line: cause.line, cause });
  }
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

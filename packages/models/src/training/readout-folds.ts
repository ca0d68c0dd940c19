import { joinRows, labelTotals, rowCount, sliceRows, type CountedRows } from './counted-rows.ts';

/** What is learned from while the rest is held out. */
export interface ReadoutFold {
  readonly train: CountedRows;
  readonly heldOut: CountedRows;
}

const FOLDS = 5;

/**
 * Divides examples into up to five folds: by recordings, which are dealt out label by label, or, where a label would be missing in
 * what is left to learn from, by stretches of every recording. Folds in which one is missing even so are left out.
 *
 * @param recordings the rows of each, in the order of time
 * @example readoutFolds([{ values, counts, units: 64, labels: 2 }]).length // 5: stretches of the one recording
 */
export function readoutFolds(recordings: readonly CountedRows[]): ReadoutFold[] {
  const byRecording = foldsOf(dealt(recordings));
  const isEnough = byRecording.length > 1 && byRecording.every(isUsable);
  return isEnough ? byRecording : foldsOf(stretches(recordings)).filter(isUsable);
}

/** Each part held out once, the others to learn from. */
const foldsOf = (parts: readonly (readonly CountedRows[])[]): ReadoutFold[] =>
  parts.map((part) => ({
    heldOut: joinRows(part),
    train: joinRows(parts.filter((other) => other !== part).flat()),
  }));

const isUsable = ({ train, heldOut }: ReadoutFold): boolean =>
  rowCount(heldOut) > 0 && labelTotals(train).every((total) => total > 0);

/** Recordings in turn, those of the same main label one after the other, so that every part gets some of each. */
function dealt(recordings: readonly CountedRows[]): CountedRows[][] {
  const parts = Array.from({ length: Math.min(FOLDS, recordings.length) }, (): CountedRows[] => []);
  recordings
    .map((rows) => ({ rows, label: mainLabel(rows) }))
    .sort((a, b) => a.label - b.label)
    .forEach(({ rows }, index) => parts[index % parts.length]!.push(rows));
  return parts;
}

function mainLabel(rows: CountedRows): number {
  const totals = labelTotals(rows);
  return totals.indexOf(Math.max(...totals));
}

/** The first fifth of every recording, the second … */
const stretches = (recordings: readonly CountedRows[]): CountedRows[][] =>
  Array.from({ length: FOLDS }, (_, fold) =>
    recordings.map((rows) => {
      const edge = (share: number) => Math.round((share * rowCount(rows)) / FOLDS);
      return sliceRows(rows, edge(fold), edge(fold + 1));
    }),
  );

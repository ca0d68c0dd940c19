import type { Recording } from '@earmark/dataset/node';
import { metricsBy } from '@earmark/models';
import { z } from 'zod';
import { detectionFigures, detectionFiguresSchema } from './detection-figures.ts';
import type { MeasuredDetection } from './measured-detection.ts';

/** The same figures for each value of a column: for each kind of noise, each bin of SNR. */
export const groupedFiguresSchema = z.strictObject({
  column: z.string(),
  groups: z.array(
    z.strictObject({
      value: z.string(),
      recordings: z.int(),
      seconds: z.number(),
      figures: detectionFiguresSchema,
    }),
  ),
});
export type GroupedFigures = z.infer<typeof groupedFiguresSchema>;

/** What is known of a recording without a manifest too. */
const OWN_COLUMNS = ['kind', 'split', 'fold', 'speaker'] as const;
/** The columns that are binned: numbers in dB, such as `snr_db`. */
const DECIBELS = /db(?:fs)?$/i;
const BIN_DECIBELS = 5;

/**
 * Groups recordings by a column of their manifest and measures each group. Columns in dB are binned in steps of 5 dB; recordings of which
 * a column says nothing are in no group.
 *
 * @param measured one for each recording, in their order
 * @param threshold as that of `detectionFigures`
 * @example groupedFigures('snr_db', recordings, measured, 0.4).groups[0].value // '0 to 5'
 */
export function groupedFigures(
  column: string,
  recordings: readonly Recording[],
  measured: readonly MeasuredDetection[],
  threshold: number | null,
): GroupedFigures {
  const items = recordings.flatMap((recording, index) => {
    const value = valueOf(recording, column);
    return value === '' ? [] : [{ value, recording, measured: measured[index]! }];
  });
  const isBinned = DECIBELS.test(column) && items.every(({ value }) => Number.isFinite(Number(value)));
  const key = (value: string) => (isBinned ? Math.floor(Number(value) / BIN_DECIBELS) * BIN_DECIBELS : value);
  const groups = metricsBy(
    items,
    ({ value }) => key(value),
    (group) => ({
      seconds: group.reduce((sum, { recording }) => sum + recording.durationSeconds, 0),
      figures: detectionFigures(
        group.map((item) => item.measured),
        threshold,
      ),
    }),
  );
  return {
    column,
    groups: groups.map(({ key, count, metrics }) => ({
      value: typeof key === 'number' ? `${key} to ${key + BIN_DECIBELS}` : key,
      recordings: count,
      ...metrics,
    })),
  };
}

/**
 * Checks that recordings can be grouped by these columns.
 *
 * @throws Error naming the first that there is not, and those that there are
 */
export function assertColumns(columns: readonly string[], recordings: readonly Recording[]): void {
  const known = new Set<string>(OWN_COLUMNS);
  for (const recording of recordings) for (const name of Object.keys(recording.columns)) known.add(name);
  const unknown = columns.find((column) => !known.has(column));
  if (unknown !== undefined)
    throw new Error(`there is no column "${unknown}" to group by; found ${[...known].sort().join(', ')}`);
}

function valueOf(recording: Recording, column: string): string {
  const own = OWN_COLUMNS.find((name) => name === column);
  return recording.columns[column] ?? (own && recording[own]) ?? '';
}

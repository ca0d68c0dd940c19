import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Split } from '@earmark/dataset';
import { z } from 'zod';

const recordingSchema = z.object({
  uri: z.string(),
  /** SHA-256 of the file. */
  contentHash: z.string(),
});
/** A recording that a run had, so that it is found again wherever it lies. */
export type RunRecording = z.infer<typeof recordingSchema>;

const reportSchema = z.object({
  data: z.object({
    recordings: z.partialRecord(z.enum(['train', 'valid', 'test']), z.array(recordingSchema)),
  }),
});
const settingsSchema = z.object({ from: z.object({ model: z.string() }).optional() });

/** What a report says of the recordings of one split. */
export const runRecordings = (recordings: readonly RunRecording[]): RunRecording[] =>
  recordings.map(({ uri, contentHash }) => ({ uri, contentHash }));

/**
 * What a model's run had its recordings for, by the hash of their content; what the run that it started from was trained on or chose by
 * counts as well, and comes before what a later run was tested on.
 *
 * @param modelFolder of a run, as `modelFolder` finds it; of any other model nothing is known
 * @example (await runSplits('runs/latest/model')).get(recording.contentHash) // 'test'
 */
export async function runSplits(modelFolder: string): Promise<ReadonlyMap<string, Split>> {
  const run = dirname(modelFolder);
  const settings = settingsSchema.safeParse(await readJson(join(run, 'run.json')));
  const report = reportSchema.safeParse(await readJson(join(run, 'report.json')));
  if (!settings.success || !report.success) return new Map();
  const { train = [], valid = [], test = [] } = report.data.data.recordings;
  const splits = new Map<string, Split>();
  for (const [split, recordings] of [
    ['test', test],
    ['valid', valid],
    ['train', train],
  ] as const)
    for (const { contentHash } of recordings) splits.set(contentHash, split);
  const { from } = settings.data;
  for (const [hash, split] of from ? await runSplits(from.model) : [])
    if (split !== 'test') splits.set(hash, split);
  return splits;
}

/**
 * How many recordings a model was trained on or chosen by.
 *
 * @param splits as `runSplits` says
 */
export const heardInTraining = (
  recordings: readonly { readonly contentHash: string }[],
  splits: ReadonlyMap<string, Split>,
): number => recordings.filter(({ contentHash }) => (splits.get(contentHash) ?? 'test') !== 'test').length;

/** Says on stderr how many test recordings a network knew before it was started from; nothing where there are none. */
export async function warnOfHeard(
  test: readonly { readonly contentHash: string }[],
  modelFolder: string,
): Promise<void> {
  const heard = heardInTraining(test, await runSplits(modelFolder));
  if (heard > 0)
    process.stderr.write(
      `warning: ${heard} of ${test.length} test recordings were heard when ${modelFolder} was trained, so the figures flatter: give both the same splits\n`,
    );
}

const readJson = async (path: string): Promise<unknown> =>
  readFile(path, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);

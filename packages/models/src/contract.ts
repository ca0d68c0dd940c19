import { featureDifferences, featureSpecSchema, type FeatureSpec } from '@earmark/dsp';
import { normalizationSchema, windowSpecSchema } from '@earmark/dataset';
import { z } from 'zod';
import { architectureSchema } from './architectures/index.ts';

/**
 * When posteriors become segments: a foreground label starts where its posterior reaches `onset`, ends where it falls below
 * `offset`, and lasts at least `minSegmentSeconds`; shorter pauses than `minGapSeconds` inside it are bridged.
 */
const decisionSchema = z
  .strictObject({
    background: z.string().nullable(),
    onset: z.number().min(0).max(1),
    offset: z.number().min(0).max(1),
    minSegmentSeconds: z.number().nonnegative(),
    minGapSeconds: z.number().nonnegative(),
  })
  .refine((decision) => decision.offset <= decision.onset, {
    path: ['offset'],
    message: 'must not be above onset',
  });

const provenanceSchema = z.strictObject({
  createdAt: z.string(),
  data: z.string(),
  seed: z.int(),
  backend: z.string(),
  versions: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.number().nullable()),
});

/** Everything that shapes the data of one network, as it travels inside its artifact. */
export const modelContractSchema = z
  .strictObject({
    version: z.literal(1),
    features: featureSpecSchema,
    windows: windowSpecSchema,
    normalization: normalizationSchema,
    architecture: architectureSchema,
    labels: z.array(z.string().min(1)).min(2),
    output: z.enum(['window', 'frame']),
    decision: decisionSchema,
    calibration: z.strictObject({ temperature: z.number().positive() }),
    provenance: provenanceSchema,
  })
  .superRefine((contract, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { bands } = contract.features;
    const { mean, deviation } = contract.normalization;
    if (mean.length !== bands || deviation.length !== bands)
      fail('normalization', `has ${mean.length} means and ${deviation.length} deviations for ${bands} bands`);
    if (new Set(contract.labels).size !== contract.labels.length) fail('labels', 'names a label twice');
    const { background } = contract.decision;
    if (background !== null && !contract.labels.includes(background))
      fail('decision', `has the background ${JSON.stringify(background)}, which is not among the labels`);
  });

/**
 * The contract of spectrogram, network and player. Shapes are derived from it and written nowhere else: the network reads
 * `[windows.frames, features.bands, 1]` and answers one posterior for each of `labels`.
 */
export type ModelContract = z.infer<typeof modelContractSchema>;
export type Decision = z.infer<typeof decisionSchema>;

/** Data and network do not fit: the message names every field that differs, with both values, or what is malformed. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/**
 * Checks a contract that came from outside.
 *
 * @param value the parsed JSON
 * @param source where it came from, for the message: a file or an address
 * @returns the contract, unchanged
 * @throws ContractError naming every field that is missing, unknown or out of range
 * @example parseContract(JSON.parse(text), 'runs/latest/model/model.json').features.bands // 64
 */
export function parseContract(value: unknown, source: string): ModelContract {
  const result = modelContractSchema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'contract'}: ${issue.message}`,
  );
  throw new ContractError(
    `${source} holds no valid Earmark contract (${faults.join('; ')}); train the model again or take another one`,
  );
}

/**
 * Holds features against those that a network was trained on.
 *
 * @param expected the network's features
 * @param actual the features of the data
 * @param what names the data in the message
 * @throws ContractError listing each differing field as `field: data A, model B`
 * @example assertSameFeatures(contract.features, spectrogram.features, 'talk.wav')
 */
export function assertSameFeatures(expected: FeatureSpec, actual: FeatureSpec, what: string): void {
  const differing = featureDifferences(expected, actual);
  if (differing.length === 0) return;
  const rows = differing.map((field) => `${field}: data ${actual[field]}, model ${expected[field]}`);
  throw new ContractError(
    `${what} does not fit the model: ${rows.join('; ')}. Compute its features from the model's own contract.`,
  );
}

import { featureDifferences, featureSpecSchema, type FeatureSpec } from '@earmark/dsp';
import { normalizationSchema, windowSpecSchema } from '@earmark/dataset';
import { z } from 'zod';
import { architectureSchema } from './architectures/index.ts';
import { windowSpecOf } from './architectures/window.ts';
import { calibrationSchema, curveCount } from './evaluation/calibrate.ts';

/**
 * When posteriors become segments: a foreground label starts where its posterior reaches `onset`, ends where it falls below
 * `offset`, and is given `paddingSeconds` more on both sides (0 where a contract does not say); shorter pauses than `minGapSeconds`
 * inside it are bridged, and it lasts at least `minSegmentSeconds`.
 */
const decisionSchema = z
  .strictObject({
    background: z.string().nullable(),
    onset: z.number().min(0).max(1),
    offset: z.number().min(0).max(1),
    minSegmentSeconds: z.number().nonnegative(),
    minGapSeconds: z.number().nonnegative(),
    paddingSeconds: z.number().nonnegative().optional(),
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

/** What a network's input and architecture are, with or without labels. */
const networkFields = {
  version: z.literal(1),
  features: featureSpecSchema,
  windows: windowSpecSchema,
  normalization: normalizationSchema,
  architecture: architectureSchema,
};

type NetworkFields = z.infer<z.ZodObject<typeof networkFields>>;

/** Fields of a contract that contradict each other. */
function checkNetworkFields(
  { features, windows, normalization, architecture }: NetworkFields,
  fail: (path: string, message: string) => void,
): void {
  const { bands } = features;
  const { mean, deviation } = normalization;
  if (mean.length !== bands || deviation.length !== bands)
    fail('normalization', `has ${mean.length} means and ${deviation.length} deviations for ${bands} bands`);
  try {
    const { frames, hop } = windowSpecOf(architecture, windows.frames);
    if (frames !== windows.frames || hop !== windows.hop)
      fail(
        'windows',
        `are ${windows.frames} frames every ${windows.hop}; ${architecture.name} has ${frames} every ${hop}`,
      );
  } catch (error) {
    fail('windows', (error as Error).message);
  }
}

/**
 * The contract of a network that was trained without labels: what it reads, and how it was trained. Its answer to a window is its
 * embedding.
 */
export const encoderContractSchema = z
  .strictObject({ ...networkFields, provenance: provenanceSchema })
  .superRefine((contract, context) =>
    checkNetworkFields(contract, (path, message) =>
      context.addIssue({ code: 'custom', path: [path], message }),
    ),
  );
export type EncoderContract = z.infer<typeof encoderContractSchema>;

/** Everything that shapes the data of one network, as it travels inside its artifact. */
export const modelContractSchema = z
  .strictObject({
    ...networkFields,
    labels: z.array(z.string().min(1)).min(2),
    output: z.enum(['window', 'frame']),
    decision: decisionSchema,
    calibration: calibrationSchema,
    provenance: provenanceSchema,
  })
  .superRefine((contract, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    checkNetworkFields(contract, fail);
    if (new Set(contract.labels).size !== contract.labels.length) fail('labels', 'names a label twice');
    const { background } = contract.decision;
    if (background !== null && !contract.labels.includes(background))
      fail('decision', `has the background ${JSON.stringify(background)}, which is not among the labels`);
    const { isotonic } = contract.calibration;
    if (isotonic && isotonic.length !== curveCount(contract.labels.length))
      fail('calibration', `has ${isotonic.length} isotonic curves for ${contract.labels.length} labels`);
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
export const parseContract = (value: unknown, source: string): ModelContract =>
  checked(modelContractSchema, value, source);

/** Checks the contract of an encoder, as `parseContract` does. */
export const parseEncoderContract = (value: unknown, source: string): EncoderContract =>
  checked(encoderContractSchema, value, source);

function checked<T>(schema: z.ZodType<T>, value: unknown, source: string): T {
  const result = schema.safeParse(value);
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

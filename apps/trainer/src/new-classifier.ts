import { relative } from 'node:path';
import { createNormalizationFit, framePieces, type Normalization } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import {
  buildNetwork,
  defaultRecipe,
  fitReadout,
  readoutClassifier,
  readoutExamples,
  windowSpecOf,
  type Classifier,
  type Encoder,
  type LabelledFrames,
  type ModelContract,
} from '@earmark/models';
import { Interrupted } from './interrupt.ts';
import { workspaceRoot } from './paths.ts';
import type { TrainSettings } from './train-settings.ts';
import { versions } from './versions.ts';

/** What a new network is to tell apart, and what made it. */
export interface Purpose {
  readonly settings: Pick<TrainSettings, 'data' | 'from' | 'seed' | 'createdAt' | 'recipe'>;
  readonly labels: readonly string[];
  readonly background: string | null;
  readonly backend: string;
}

/** The label of what is not looked for: the one that was named, or `noise` where the corpus has it. */
export const backgroundOf = (labels: readonly string[], named: string | null | undefined): string | null =>
  named ?? (labels.includes('noise') ? 'noise' : null);

/** A network that knows nothing yet, normalized as its training recordings ask for. */
export function untrainedClassifier(purpose: Purpose, train: readonly LabelledFrames[]): Classifier {
  const { settings, labels } = purpose;
  const { architecture, windowFrames } = settings.recipe ?? defaultRecipe;
  const features = defaultFeatures;
  const windows = windowSpecOf(architecture, windowFrames);
  const shape = { windowFrames: windows.frames, bands: features.bands, labels: labels.length };
  const contract: ModelContract = {
    version: 1,
    features,
    windows,
    normalization: fitNormalization(train, features.bands),
    architecture,
    labels: [...labels],
    ...decided(purpose),
  };
  return { contract, network: buildNetwork(architecture, shape, settings.seed) };
}

/**
 * What a trained network hears, and a readout on it that tells the labels apart; the network itself stays as it is.
 *
 * @throws Interrupted where `signal` is aborted
 */
export async function classifierFrom(
  purpose: Purpose,
  encoder: Encoder,
  train: readonly LabelledFrames[],
  signal: AbortSignal,
): Promise<Classifier> {
  const { labels } = purpose;
  const examples = await readoutExamples(encoder, train, labels.length, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new Interrupted(
      'stopped before the readout was learned; what is kept are the features, in the cache',
    );
  });
  const readout = fitReadout(examples, labels);
  return readoutClassifier(encoder, readout, decided(purpose));
}

/** What of a contract is the same however its network is made. */
function decided({
  settings: { data, from, seed, createdAt },
  background,
  backend,
}: Purpose): Pick<ModelContract, 'output' | 'decision' | 'calibration' | 'provenance'> {
  const corpora = data.map((path) => relative(workspaceRoot, path)).join(', ');
  const start =
    from && `, from ${relative(workspaceRoot, from.model)} (weights ${from.weightsHash.slice(0, 12)})`;
  return {
    output: 'window',
    decision: { background, onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
    calibration: { temperature: 1 },
    provenance: { createdAt, data: `${corpora}${start ?? ''}`, seed, backend, versions, metrics: {} },
  };
}

/** From the training split only: what the test split looks like must stay unknown. */
function fitNormalization(train: readonly LabelledFrames[], bands: number): Normalization {
  const normalization = createNormalizationFit(bands);
  for (const { source } of train) for (const values of framePieces(source)) normalization.add(values);
  return normalization.result();
}

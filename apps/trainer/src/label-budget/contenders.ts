import { defaultFeatures, specHash } from '@earmark/dsp';
import {
  defaultRecipes,
  DivergenceError,
  fit,
  type ArchitectureName,
  type Classifier,
  type LabelledFrames,
  type Recipe,
} from '@earmark/models';
import { classifierFrom, untrainedClassifier, type Purpose } from '../new-classifier.ts';
import type { PretrainedStart } from '../pretrained-start.ts';
import { fineTuningRecipe } from '../train-recipe.ts';
import type { ContenderOrigin } from './budget-settings.ts';

/** One way from a few labels to a classifier. */
export interface Contender {
  readonly name: string;
  readonly origin: ContenderOrigin;
  /** Trains on these labels and on nothing else. */
  train(labelled: readonly LabelledFrames[], seed: number): Promise<Classifier>;
}

/** How long a network that trains all its weights may do so. */
export interface Effort {
  /** Optimizer steps, however few labels there are; more where the labels would otherwise not be seen twice. */
  readonly steps: number;
  readonly signal: AbortSignal;
}

/** What all contenders have in common. */
export type CommonPurpose = Omit<Purpose, 'settings'> & {
  readonly settings: Omit<Purpose['settings'], 'seed' | 'recipe'>;
};

/** The measurements during a training; they choose among its epochs, by the labels it has. */
const EPOCHS = 4;

/** An architecture that starts from nothing. */
export function fromScratch(
  architecture: ArchitectureName,
  purpose: CommonPurpose,
  effort: Effort,
): Contender {
  const recipe = defaultRecipes[architecture];
  const name = `${architecture} from scratch`;
  return {
    name,
    origin: { recipe },
    async train(labelled, seed) {
      const settings = { ...purpose.settings, seed, recipe };
      const classifier = untrainedClassifier({ ...purpose, settings }, labelled);
      await trainFor(name, classifier, labelled, recipe, seed, effort);
      return classifier;
    },
  };
}

/**
 * A readout on what a trained network hears; with an effort, all weights are trained from there on.
 *
 * @throws Error where the network was trained on other features than those of the other contenders
 */
export async function fromPretrained(
  name: string,
  { encoder, model, weightsHash }: PretrainedStart,
  purpose: CommonPurpose,
  signal: AbortSignal,
  fineTuning?: Effort,
): Promise<Contender> {
  const { contract } = encoder;
  if (specHash(contract.features) !== specHash(defaultFeatures))
    throw new Error(
      `${model} was trained on other features than a network from scratch: leave one of them out`,
    );
  const recipe = fineTuning && (await fineTuningRecipe(contract));
  const contender = `${name} ${fineTuning ? 'fine-tuned' : 'readout'}`;
  return {
    name: contender,
    origin: { weightsHash, ...(recipe ? { recipe } : {}) },
    async train(labelled, seed) {
      const settings = { ...purpose.settings, seed, from: { model, weightsHash } };
      const classifier = await classifierFrom({ ...purpose, settings }, encoder, labelled, signal);
      if (fineTuning && recipe) await trainFor(contender, classifier, labelled, recipe, seed, fineTuning);
      return classifier;
    },
  };
}

/** Takes as many steps as the effort allows: few labels are seen often, and of many a part in each epoch. Throws where that diverges. */
async function trainFor(
  name: string,
  classifier: Classifier,
  labelled: readonly LabelledFrames[],
  recipe: Recipe,
  seed: number,
  { steps, signal }: Effort,
): Promise<void> {
  const labelledFrames = labelled.reduce(
    (sum, { targets }) => sum + targets.filter((target) => target >= 0).length,
    0,
  );
  const stepFrames = recipe.spanFrames * recipe.batchSize;
  const wantedFrames = Math.max((steps * stepFrames) / EPOCHS, (2 * labelledFrames) / EPOCHS);
  const spanFrames = labelled.reduce(
    (sum, { targets }) => sum + spansWithLabels(targets, recipe.spanFrames) * recipe.spanFrames,
    0,
  );
  const weight = wantedFrames / spanFrames;
  const weighted = labelled.map((recording) => ({ ...recording, weight: (recording.weight ?? 1) * weight }));
  const ended = await fit(classifier, {
    recipe: { ...recipe, epochs: EPOCHS, patience: EPOCHS },
    seed,
    train: weighted,
    valid: labelled,
    signal,
  }).then(
    (result) => result.ended,
    (error: unknown) => {
      if (error instanceof DivergenceError) return 'diverged';
      throw error;
    },
  );
  if (ended === 'signal') signal.throwIfAborted();
  if (ended === 'diverged')
    throw new Error(
      `${name} diverged with seed ${seed}: lower the learning rate of its recipe (${recipe.learningRate}), as its figures would be those of a training that broke off`,
    );
}

/** About as many spans as training cuts with a label in them. */
function spansWithLabels(targets: Int8Array, spanFrames: number): number {
  let spans = 0;
  for (let from = 0; from < targets.length; from += spanFrames)
    if (targets.subarray(from, from + spanFrames).some((target) => target >= 0)) spans++;
  return spans;
}

import {
  deserializeArtifact,
  deserializeEncoder,
  encoderOf,
  isEncoder,
  type Classifier,
  type Encoder,
} from '@earmark/models';
import type { HeardRecording } from './hearing.ts';
import type { ModelFiles } from './network-messages.ts';

/** A network in the worker's memory. */
export interface OpenModel {
  /** Nothing where it knows no labels. */
  readonly classifier?: Classifier;
  /** The network before its last layer, which hears. */
  readonly encoder: Encoder;
  /** Where its hearing came from, in words. */
  readonly source: string;
  /** What it heard last. */
  readonly heard?: HeardRecording | undefined;
}

/** The models that are open, by the numbers that the page gave them. */
export interface OpenedModels {
  /** @throws Error where no such model is open */
  get(id: number): OpenModel;
  /** Takes the place of a model with the same number, which is given up. */
  set(id: number, model: OpenModel): void;
  /** Keeps what a model has heard, in place of what it heard before. */
  setHeard(id: number, heard: HeardRecording): void;
  /** Makes room for another recording. */
  forgetHeard(id: number): void;
  close(id: number): void;
}

/**
 * Reads a classifier or an encoder.
 *
 * @throws ContractError where the files are no model, or do not fit together
 */
export async function readModel({ modelJson, weights, source }: ModelFiles): Promise<OpenModel> {
  if (isEncoder(modelJson, source))
    return { source, encoder: await deserializeEncoder(modelJson, weights, source) };
  return classifierModel(await deserializeArtifact(modelJson, weights, source), source);
}

/** A classifier with the encoder that is in it: both share their layers. */
export const classifierModel = (classifier: Classifier, source: string): OpenModel => ({
  classifier,
  encoder: encoderOf(classifier),
  source,
});

/** No model is open yet. */
export function createOpenedModels(): OpenedModels {
  const models = new Map<number, OpenModel>();
  function get(id: number): OpenModel {
    const model = models.get(id);
    if (!model) throw new Error('This model is not open any more. Choose it again.');
    return model;
  }
  function close(id: number): void {
    const model = models.get(id);
    models.delete(id);
    (model?.classifier ?? model?.encoder)?.network.dispose();
  }
  return {
    get,
    close,
    set(id, model) {
      close(id);
      models.set(id, model);
    },
    setHeard: (id, heard) => void models.set(id, { ...get(id), heard }),
    forgetHeard(id) {
      const model = models.get(id);
      if (model) models.set(id, { ...model, heard: undefined });
    },
  };
}

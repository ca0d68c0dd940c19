import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import {
  ContractError,
  parseContract,
  parseEncoderContract,
  type EncoderContract,
  type ModelContract,
} from './contract.ts';
import { withFusedLstm } from './layers/fused-topology.ts';

const CLASSIFIER_KEY = 'earmark';
const ENCODER_KEY = 'earmarkEncoder';
const WEIGHTS_PATH = 'weights.bin';

/** A trained network together with the contract that it was trained under. */
export interface Classifier {
  readonly contract: ModelContract;
  /** From `[batch, frames, bands, 1]`, normalized, to logits `[batch, frames - windows.frames + windows.hop, labels]`. */
  readonly network: tf.LayersModel;
}

/** A network without labels, together with the contract that it was trained under. */
export interface Encoder {
  readonly contract: EncoderContract;
  /** From `[batch, frames, bands, 1]`, normalized, to embeddings `[batch, windows, 1, units]`. */
  readonly network: tf.LayersModel;
}

/** The two files of an artifact: `model.json` and `weights.bin`, as any tfjs program loads them. */
export interface ArtifactFiles {
  readonly modelJson: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/**
 * Writes a classifier as the two files of a tfjs layers model, with the contract in `userDefinedMetadata.earmark`.
 *
 * @example const { modelJson, weights } = await serializeArtifact(classifier)
 */
export const serializeArtifact = ({ contract, network }: Classifier): Promise<ArtifactFiles> =>
  serialize(network, { [CLASSIFIER_KEY]: contract });

/** Writes an encoder as `serializeArtifact` does, with its contract in `userDefinedMetadata.earmarkEncoder`. */
export const serializeEncoder = ({ contract, network }: Encoder): Promise<ArtifactFiles> =>
  serialize(network, { [ENCODER_KEY]: contract });

async function serialize(network: tf.LayersModel, metadata: Record<string, object>): Promise<ArtifactFiles> {
  network.setUserDefinedMetadata(metadata);
  let files: ArtifactFiles | undefined;
  await network.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const { weightSpecs, weightData, ...topology } = artifacts;
      const manifest = [{ paths: [WEIGHTS_PATH], weights: weightSpecs }];
      files = {
        modelJson: JSON.stringify({ ...topology, weightsManifest: manifest }),
        weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
      };
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  if (!files) throw new Error('tfjs did not hand over the artifacts of the network');
  return files;
}

/**
 * Reads the contract that an artifact carries, without its network.
 *
 * @param modelJson the content of `model.json`
 * @param source where it came from, for the messages: a folder or an address
 * @throws ContractError where the JSON is no tfjs model, or holds no valid contract
 * @example readContract(await readFile('runs/latest/model/model.json', 'utf8'), 'runs/latest/model').labels // ['noise', 'speech']
 */
export function readContract(modelJson: string, source: string): ModelContract {
  if (isEncoder(modelJson, source))
    throw new ContractError(
      `${source} holds a pre-trained network that knows no labels yet: train a readout on it with trainer:train --from ${source}`,
    );
  return parseContract(parseModelJson(modelJson, source).userDefinedMetadata?.[CLASSIFIER_KEY], source);
}

/**
 * Whether an artifact is that of an encoder, which knows no labels.
 *
 * @param modelJson the content of `model.json`
 * @throws ContractError where the JSON is no tfjs model
 * @example isEncoder(await readFile('runs/pretrained/model/model.json', 'utf8'), 'runs/pretrained/model') // true
 */
export function isEncoder(modelJson: string, source: string): boolean {
  const metadata = parseModelJson(modelJson, source).userDefinedMetadata ?? {};
  return ENCODER_KEY in metadata && !(CLASSIFIER_KEY in metadata);
}

/**
 * Reads a classifier from the two files of an artifact.
 *
 * @param source where they came from, for the messages: a folder or an address
 * @throws ContractError where the JSON is no tfjs model, holds no contract, or weights or shapes do not fit the contract
 * @example const classifier = await deserializeArtifact(await readFile('model.json', 'utf8'), weights, 'runs/latest/model')
 */
export async function deserializeArtifact(
  modelJson: string,
  weights: Uint8Array,
  source: string,
): Promise<Classifier> {
  const contract = readContract(modelJson, source);
  const network = await deserialize(modelJson, weights, source, (loaded) =>
    assertNetworkFits(loaded, contract, source),
  );
  return { contract, network };
}

/**
 * Reads an encoder from the two files of an artifact: a pre-trained one, or what a classifier has learned before its last layer.
 *
 * @throws ContractError as `deserializeArtifact`
 * @example const encoder = await deserializeEncoder(await readFile('model.json', 'utf8'), weights, 'runs/pretrained/model')
 */
export async function deserializeEncoder(
  modelJson: string,
  weights: Uint8Array,
  source: string,
): Promise<Encoder> {
  const metadata = parseModelJson(modelJson, source).userDefinedMetadata ?? {};
  if (CLASSIFIER_KEY in metadata) {
    const classifier = await deserializeArtifact(modelJson, weights, source);
    const encoder = encoderOf(classifier);
    classifier.network.getLayer('logits').dispose();
    return encoder;
  }
  const contract = parseEncoderContract(metadata[ENCODER_KEY], source);
  const network = await deserialize(modelJson, weights, source, (loaded) => {
    assertBands(loaded, contract.features.bands, source);
    const windows = answerShape(loaded, contract)[1];
    if (windows !== 1)
      throw new ContractError(
        `${source}: the network answers a window with ${windows} embeddings, expected 1`,
      );
  });
  return { contract, network };
}

/**
 * What a classifier has learned before its last layer. The layers are shared, not copied: dispose of one of the two only.
 *
 * @example encoderOf(classifier).network.outputs[0].shape // [null, null, 1, 64]
 */
export function encoderOf({ contract, network }: Classifier): Encoder {
  const { version, features, windows, normalization, architecture, provenance } = contract;
  return {
    contract: { version, features, windows, normalization, architecture, provenance },
    network: embeddingNetwork(network),
  };
}

/** A classifier's network without its last layer, which every architecture calls `logits`. The layers are shared, not copied. */
export const embeddingNetwork = (network: tf.LayersModel): tf.LayersModel =>
  tf.model({
    inputs: network.inputs,
    outputs: network.getLayer('logits').input,
    name: network.name,
  });

async function deserialize(
  modelJson: string,
  weights: Uint8Array,
  source: string,
  check: (network: tf.LayersModel) => void,
): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = parseModelJson(modelJson, source);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const expectedBytes = weightSpecs.reduce(
    (bytes, { shape }) => bytes + 4 * shape.reduce((a, b) => a * b, 1),
    0,
  );
  if (weights.byteLength !== expectedBytes)
    throw new ContractError(
      `${source}: ${WEIGHTS_PATH} has ${weights.byteLength} bytes, model.json asks for ${expectedBytes}; copy both files again`,
    );
  const weightData = weights.slice().buffer;
  if (!new Float32Array(weightData).every(Number.isFinite))
    throw new ContractError(
      `${source}: ${WEIGHTS_PATH} holds numbers that are not finite; copy both files again, or train the model again`,
    );
  const network = await buildSaved(modelTopology, weightSpecs, weightData, source);
  try {
    check(network);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

async function buildSaved(
  modelTopology: object,
  weightSpecs: tf.io.WeightsManifestEntry[],
  weightData: ArrayBuffer,
  source: string,
): Promise<tf.LayersModel> {
  try {
    const fused = withFusedLstm(modelTopology);
    return await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: fused, weightSpecs, weightData }));
  } catch (error) {
    throw new ContractError(
      `${source}: the network that model.json describes can't be built (${(error as Error).message}); copy both files again, or train the model again`,
      { cause: error },
    );
  }
}

const modelJsonSchema = z.object({
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.object({
      weights: z.array(
        z.looseObject({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.enum(['float32', 'int32', 'bool', 'string', 'complex64']),
        }),
      ),
    }),
  ),
  userDefinedMetadata: z.record(z.string(), z.unknown()).nullish(),
});

function parseModelJson(text: string, source: string): z.infer<typeof modelJsonSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ContractError(`${source}: model.json is not JSON (${(error as Error).message})`);
  }
  const { success, data, error } = modelJsonSchema.safeParse(value);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'model.json'}: ${message}`);
  throw new ContractError(`${source}: model.json is no tfjs layers model (${faults.join('; ')})`);
}

/** The network's own shapes must be those that the contract implies: bands in, the frames of a hop for a window, labels out. */
function assertNetworkFits(network: tf.LayersModel, contract: ModelContract, source: string): void {
  assertBands(network, contract.features.bands, source);
  const answer = answerShape(network, contract);
  const { labels, windows } = contract;
  if (answer[2] !== labels.length) throw misfit(source, 'labels', answer[2], labels.length);
  if (answer[1] !== windows.hop) throw misfit(source, 'posteriors for a window', answer[1], windows.hop);
}

function assertBands(network: tf.LayersModel, expected: number, source: string): void {
  const bands = network.inputs[0]?.shape[2];
  if (bands !== expected) throw misfit(source, 'bands', bands, expected);
}

const misfit = (source: string, what: string, network: number | null | undefined, contract: number) =>
  new ContractError(
    `${source}: the network has ${network ?? 'any number of'} ${what}, its contract says ${contract}`,
  );

/** Shape of the answer to one window. */
const answerShape = (
  network: tf.LayersModel,
  { windows, features }: Pick<ModelContract, 'windows' | 'features'>,
): number[] =>
  tf.tidy(() => (network.predict(tf.zeros([1, windows.frames, features.bands, 1])) as tf.Tensor).shape);

import * as tf from '@tensorflow/tfjs';
import { ContractError, parseContract, type ModelContract } from './contract.ts';

const METADATA_KEY = 'earmark';
const WEIGHTS_PATH = 'weights.bin';

/** A trained network together with the contract that it was trained under. */
export interface Classifier {
  readonly contract: ModelContract;
  /** From `[batch, frames, bands, 1]`, normalized, to logits `[batch, frames - windows.frames + 1, labels]`. */
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
export async function serializeArtifact({ contract, network }: Classifier): Promise<ArtifactFiles> {
  network.setUserDefinedMetadata({ [METADATA_KEY]: contract });
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
  return parseContract(parseModelJson(modelJson, source).userDefinedMetadata?.[METADATA_KEY], source);
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
  const { modelTopology, weightsManifest } = parseModelJson(modelJson, source);
  const contract = readContract(modelJson, source);
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
  const network = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  try {
    assertNetworkFits(network, contract, source);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return { contract, network };
}

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
}

function parseModelJson(text: string, source: string): ModelJson {
  let value: Partial<ModelJson> | null;
  try {
    value = JSON.parse(text) as Partial<ModelJson> | null;
  } catch (error) {
    throw new ContractError(`${source}: model.json is not JSON (${(error as Error).message})`);
  }
  if (!value?.modelTopology || !Array.isArray(value.weightsManifest))
    throw new ContractError(
      `${source}: model.json is no tfjs layers model (it has no modelTopology or weightsManifest)`,
    );
  return value as ModelJson;
}

/** The network's own shapes must be those that the contract implies: bands in, one frame for a window, labels out. */
function assertNetworkFits(
  network: tf.LayersModel,
  { features, windows, labels }: ModelContract,
  source: string,
): void {
  const fail = (what: string, network: number | null | undefined, contract: number) => {
    throw new ContractError(
      `${source}: the network has ${network ?? 'any number of'} ${what}, its contract says ${contract}`,
    );
  };
  const bands = network.inputs[0]?.shape[2];
  if (bands !== features.bands) fail('bands', bands, features.bands);
  const answer = tf.tidy(
    () => (network.predict(tf.zeros([1, windows.frames, features.bands, 1])) as tf.Tensor).shape,
  );
  if (answer[2] !== labels.length) fail('labels', answer[2], labels.length);
  if (answer[1] !== 1) fail('posteriors for a window', answer[1], 1);
}

import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  deserializeArtifact,
  deserializeEncoder,
  encoderOf,
  readContract,
  serializeArtifact,
  serializeEncoder,
  type Classifier,
  type Encoder,
} from './artifact.ts';
import { selectBackend } from './backend/select.ts';
import { ContractError, type ModelContract } from './contract.ts';
import { posteriors } from './inference/posteriors.ts';
import { noiseSpectrogram, smallClassifier, smallContract } from './small-model.fixture.ts';

const reload = async (classifier: Classifier, contract: ModelContract) => {
  const { modelJson, weights } = await serializeArtifact({ ...classifier, contract });
  return deserializeArtifact(modelJson, weights, 'there');
};

describe('an artifact', () => {
  beforeAll(() => selectBackend('wasm'));

  it('gives the same contract and the same posteriors after saving and loading', async () => {
    const classifier = smallClassifier(7);
    const loaded = await reload(classifier, smallContract);
    expect(loaded.contract).toEqual(smallContract);
    const spectrogram = noiseSpectrogram(40, 1);
    expect((await posteriors(loaded, spectrogram)).values).toEqual(
      (await posteriors(classifier, spectrogram)).values,
    );
  });

  it('is a plain tfjs layers model', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    const { modelTopology, weightsManifest } = JSON.parse(modelJson);
    const weightSpecs = weightsManifest[0].weights;
    const network = await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights.buffer }),
    );
    expect(network.inputs[0]!.shape).toEqual([null, null, 12, 1]);
  });

  it.each([
    ['text', 'hello', /not JSON/],
    ['other JSON', '{"a":1}', /no tfjs layers model/],
  ])('is refused when model.json is %s', async (_, modelJson, message) => {
    await expect(deserializeArtifact(modelJson, new Uint8Array(0), 'there')).rejects.toThrow(ContractError);
    await expect(deserializeArtifact(modelJson, new Uint8Array(0), 'there')).rejects.toThrow(message);
  });

  it('is refused when it holds no contract', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    const bare = JSON.stringify({ ...JSON.parse(modelJson), userDefinedMetadata: undefined });
    await expect(deserializeArtifact(bare, weights, 'there')).rejects.toThrow(
      /there holds no valid Earmark contract/,
    );
  });

  it('is refused when weights are cut off', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    await expect(deserializeArtifact(modelJson, weights.slice(0, -4), 'there')).rejects.toThrow(
      /weights.bin has \d+ bytes/,
    );
  });

  it('is refused when a weight is not finite', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    new Float32Array(weights.buffer)[5] = NaN;
    await expect(deserializeArtifact(modelJson, weights, 'there')).rejects.toThrow(ContractError);
    await expect(deserializeArtifact(modelJson, weights, 'there')).rejects.toThrow(/weights.bin.*not finite/);
  });

  it('is refused when network and contract disagree', async () => {
    const classifier = smallClassifier();
    const wider = { ...smallContract, windows: { frames: 11, hop: 1 } };
    await expect(reload(classifier, wider)).rejects.toThrow(/3 posteriors for a window, its contract says 1/);
    const three = { ...smallContract, labels: ['music', 'noise', 'speech'] };
    await expect(reload(classifier, three)).rejects.toThrow(/2 labels, its contract says 3/);
    const bands = { mean: [0, 0], deviation: [1, 1] };
    const narrower = {
      ...smallContract,
      normalization: bands,
      features: { ...smallContract.features, bands: 2 },
    };
    await expect(reload(classifier, narrower)).rejects.toThrow(/12 bands, its contract says 2/);
  });

  it('leaves no tensor behind but the weights', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    const before = tf.memory().numTensors;
    const loaded = await deserializeArtifact(modelJson, weights, 'there');
    loaded.network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind at all where it is refused', async () => {
    const classifier = smallClassifier();
    const before = tf.memory().numTensors;
    const wider = { ...smallContract, windows: { frames: 11, hop: 1 } };
    await expect(reload(classifier, wider)).rejects.toThrow(ContractError);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('readContract', () => {
  it('gives the contract without the weights', async () => {
    const { modelJson } = await serializeArtifact(smallClassifier());
    expect(readContract(modelJson, 'there')).toEqual(smallContract);
  });

  it.each([
    ['text', 'hello', /^there: model.json is not JSON/],
    ['other JSON', '{"a":1}', /^there: model.json is no tfjs layers model/],
    [
      'a model of another program',
      '{"modelTopology":{},"weightsManifest":[]}',
      /^there holds no valid Earmark/,
    ],
  ])('refuses %s', (_, modelJson, message) => {
    expect(() => readContract(modelJson, 'there')).toThrow(ContractError);
    expect(() => readContract(modelJson, 'there')).toThrow(message);
  });
});

describe('an encoder', () => {
  beforeAll(() => selectBackend('wasm'));

  it('is a classifier without its last layer, the same after saving and loading', async () => {
    const encoder = encoderOf(smallClassifier(3));
    expect(encoder.contract).not.toHaveProperty('labels');
    const { modelJson, weights } = await serializeEncoder(encoder);
    expect(modelJson).not.toContain('logits');
    const loaded = await deserializeEncoder(modelJson, weights, 'there');
    expect(loaded.contract).toEqual(encoder.contract);
    const answer = ({ network }: Encoder) =>
      tf.tidy(() => [...(network.predict(tf.ones([1, 20, 12, 1])) as tf.Tensor).dataSync()]);
    expect(answer(loaded)).toEqual(answer(encoder));
    expect(answer(loaded)).toHaveLength(12 * 8);
  });

  it('can be taken out of the artifact of a classifier', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier(3));
    const { contract, network } = await deserializeEncoder(modelJson, weights, 'there');
    expect(contract).toEqual(encoderOf(smallClassifier(3)).contract);
    expect(network.outputs[0]!.shape).toEqual([null, null, 1, 8]);
  });

  it('is refused as a classifier, with what to do', async () => {
    const { modelJson, weights } = await serializeEncoder(encoderOf(smallClassifier()));
    await expect(deserializeArtifact(modelJson, weights, 'there')).rejects.toThrow(
      /there holds a pre-trained network that knows no labels yet: .* --from there/,
    );
  });

  it('is refused where its windows are not those of its architecture', async () => {
    const { contract, network } = encoderOf(smallClassifier());
    const strided = { ...contract, windows: { frames: 9, hop: 2 } };
    const { modelJson, weights } = await serializeEncoder({ contract: strided, network });
    await expect(deserializeEncoder(modelJson, weights, 'there')).rejects.toThrow(/9 frames every 2/);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  deserializeArtifact,
  deserializeEncoder,
  encoderOf,
  isEncoder,
  readContract,
  serializeArtifact,
  serializeEncoder,
  type Classifier,
  type Encoder,
} from './artifact.ts';
import { windowSpecOf } from './architectures/window.ts';
import { selectBackend } from './backend/select.ts';
import { ContractError, type ModelContract } from './contract.ts';
import { posteriors } from './inference/posteriors.ts';
import { noiseSpectrogram, smallClassifier, smallContract } from './small-model.fixture.ts';
import { defaultRecipes, type Recipe } from './training/recipe.ts';

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

  it.each(Object.values(defaultRecipes).map((recipe: Recipe) => [recipe.architecture.name, recipe] as const))(
    'of %s is by default a plain tfjs layers model',
    async (_, { architecture, windowFrames }) => {
      const windows = windowSpecOf(architecture, windowFrames);
      const features = { ...smallContract.features, bands: 40 };
      const flat = { mean: new Array<number>(40).fill(-50), deviation: new Array<number>(40).fill(10) };
      const contract = { ...smallContract, architecture, windows, features, normalization: flat };
      const classifier = smallClassifier(1, contract);
      const { modelJson, weights } = await serializeArtifact(classifier);
      const { modelTopology, weightsManifest } = JSON.parse(modelJson);
      const weightSpecs = weightsManifest[0].weights;
      const plain = await tf.loadLayersModel(
        tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights.buffer }),
      );
      const { network } = await deserializeArtifact(modelJson, weights, 'there');
      tf.tidy(() => {
        const window = tf.randomNormal([1, windows.frames, 40, 1], 0, 1, 'float32', 1);
        const answers = [classifier.network, network, plain].map((each) => each.predict(window) as tf.Tensor);
        for (const answer of answers) {
          expect(answer.shape).toEqual([1, windows.hop, 2]);
          expect(answer.sub(answers[0]!).abs().max().dataSync()[0]).toBeLessThan(1e-5);
        }
      });
    },
  );

  it.each([
    ['text', 'hello', /not JSON/],
    ['other JSON', '{"a":1}', /no tfjs layers model/],
  ])('is refused when model.json is %s', async (_, modelJson, message) => {
    await expect(deserializeArtifact(modelJson, new Uint8Array(0), 'there')).rejects.toThrow(ContractError);
    await expect(deserializeArtifact(modelJson, new Uint8Array(0), 'there')).rejects.toThrow(message);
  });

  it.each([
    [
      'an unknown layer',
      (json: string) => json.replace('"Conv2D"', '"Conv9D"'),
      /there: .*can't be built .*Conv9D/,
    ],
    [
      'a layer without settings',
      (json: string) => json.replace('"filters":4,', ''),
      /there: the network that model.json describes can't be built/,
    ],
    [
      'a weight less',
      (json: string) => json.replace('"name":"conv1/kernel"', '"name":"conv0/kernel"'),
      /can't be built/,
    ],
    [
      'no list of weights',
      (json: string) => JSON.stringify({ ...JSON.parse(json), weightsManifest: [{}] }),
      /there: model.json is no tfjs layers model \(weightsManifest.0.weights: /,
    ],
    [
      'a weight without a shape',
      (json: string) => json.replaceAll('"shape":', '"form":'),
      /there: model.json is no tfjs layers model \(weightsManifest.0.weights.0.shape: /,
    ],
    [
      'another metadata',
      (json: string) => json.replace('"userDefinedMetadata":{', '"userDefinedMetadata":7,"x":{'),
      /userDefinedMetadata/,
    ],
  ])('is refused when model.json holds %s', async (_, damage, message) => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier());
    const damaged = damage(modelJson);
    expect(damaged).not.toBe(modelJson);
    const loading = deserializeArtifact(damaged, weights, 'there');
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toThrow(ContractError);
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

  it('leaves no tensor of a classifier behind but its own weights', async () => {
    const { modelJson, weights } = await serializeArtifact(smallClassifier(3));
    const before = tf.memory().numTensors;
    const { network } = await deserializeEncoder(modelJson, weights, 'there');
    expect(tf.memory().numTensors).toBe(before + network.getWeights().length);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused as a classifier, with what to do', async () => {
    const { modelJson, weights } = await serializeEncoder(encoderOf(smallClassifier()));
    await expect(deserializeArtifact(modelJson, weights, 'there')).rejects.toThrow(
      /there holds a pre-trained network that knows no labels yet: .* --from there/,
    );
    expect(isEncoder(modelJson, 'there')).toBe(true);
    expect(isEncoder((await serializeArtifact(smallClassifier())).modelJson, 'there')).toBe(false);
    expect(() => isEncoder('{"a":1}', 'there')).toThrow(/^there: model.json is no tfjs layers model/);
  });

  it('is refused where its windows are not those of its architecture', async () => {
    const { contract, network } = encoderOf(smallClassifier());
    const strided = { ...contract, windows: { frames: 9, hop: 2 } };
    const { modelJson, weights } = await serializeEncoder({ contract: strided, network });
    await expect(deserializeEncoder(modelJson, weights, 'there')).rejects.toThrow(/9 frames every 2/);
  });
});

import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  deserializeArtifact,
  encoderOf,
  serializeArtifact,
  type Classifier,
  type Encoder,
} from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { embed } from '../inference/embed.ts';
import { heldOutLogits } from '../inference/held-out-logits.ts';
import { smallClassifier, smallContract } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture, loudRecording } from './every-architecture.fixture.ts';
import { readoutClassifier } from './readout-classifier.ts';
import { readoutExamples } from './readout-examples.ts';
import { fitReadout, type Readout } from './readout.ts';
import type { LabelledFrames } from './spans.ts';
import { validate } from './validate.ts';

beforeAll(() => selectBackend('wasm'));

const { output, decision, calibration, provenance } = smallContract;
const rest = { output, decision, calibration, provenance };

async function embeddings(encoder: Encoder, { source }: LabelledFrames): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for await (const part of embed(encoder, source)) parts.push(part);
  return concatenate(parts);
}

async function logitsOf(classifier: Classifier, recording: LabelledFrames): Promise<Float32Array> {
  for await (const { logits } of heldOutLogits(classifier, [recording])) return logits;
  throw new Error('nothing was heard');
}

describe.each(everyArchitecture)('readoutClassifier on $name', (architecture) => {
  const contract = contractFor(architecture);
  const { hop } = contract.windows;

  it('answers what the readout makes of the embeddings, after saving too', async () => {
    const source = smallClassifier(1, contract);
    const encoder = encoderOf(source);
    const recording = loudRecording(contract, 2);
    const rows = await embeddings(encoder, recording);
    const units = rows.length / Math.ceil(70 / hop);
    const readout: Readout = {
      labels: ['bird', 'noise', 'rain'],
      weights: Float32Array.from({ length: units * 3 }, (_, i) => Math.sin(i)),
      bias: Float32Array.of(0.5, -1, 2),
      l2: 1,
    };
    const tensors = tf.memory().numTensors;
    const made = readoutClassifier(encoder, readout, {
      ...rest,
      decision: { ...decision, background: null },
    });
    expect(made.contract).toMatchObject({ architecture, labels: ['bird', 'noise', 'rain'] });
    const logits = await logitsOf(made, recording);
    expect(logits).toHaveLength(70 * 3);
    logits.forEach((logit, i) => {
      const [frame, label] = [Math.floor(i / 3), i % 3];
      const row = rows.subarray(Math.floor(frame / hop) * units, (Math.floor(frame / hop) + 1) * units);
      const expected = row.reduce(
        (sum, value, unit) => sum + value * readout.weights[unit * 3 + label]!,
        readout.bias[label]!,
      );
      expect(Math.abs(logit - expected)).toBeLessThan(1e-4);
    });

    const { modelJson, weights } = await serializeArtifact(made);
    made.network.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    const read = await deserializeArtifact(modelJson, weights, 'made');
    expect(await logitsOf(read, recording)).toEqual(logits);
    read.network.dispose();
    source.network.dispose();
  });

  it('learns labels from a network that was never trained, and leaves it as it is', async () => {
    const source = smallClassifier(1, contract);
    const encoder = encoderOf(source);
    const before = source.network.getWeights().map((weight) => weight.dataSync().slice());
    const train = [1, 2, 3].map((seed) => loudRecording(contract, seed));
    const tensors = tf.memory().numTensors;
    const readout = fitReadout(await readoutExamples(encoder, train, 2), ['noise', 'speech']);
    expect(tf.memory().numTensors).toBe(tensors);
    const made = readoutClassifier(encoder, readout, rest);
    expect((await validate(made, [loudRecording(contract, 4)])).validRocAuc).toBeGreaterThan(0.85);
    expect(source.network.getWeights().map((weight) => weight.dataSync().slice())).toEqual(before);
    made.network.dispose();
    source.network.dispose();
  });
});

describe('readoutClassifier', () => {
  it('refuses the readout of another encoder', () => {
    const readout = {
      labels: ['noise', 'speech'],
      weights: new Float32Array(6),
      bias: new Float32Array(2),
      l2: 1,
    };
    const encoder = encoderOf(smallClassifier());
    expect(() => readoutClassifier(encoder, readout, rest)).toThrow(
      "the readout reads 3 units for 2 labels; the layer 'logits' has shape 1 × 1 × 8 × 2: fit it on this encoder's embeddings",
    );
  });
});

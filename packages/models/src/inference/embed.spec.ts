import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { leftContextFrames } from '../architectures/window.ts';
import { encoderOf } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture, loudRecording } from '../training/every-architecture.fixture.ts';
import { embed, unitsOf } from './embed.ts';

beforeAll(() => selectBackend('wasm'));

describe.each(everyArchitecture)('embed with $name', (architecture) => {
  const contract = contractFor(architecture);
  const { windows, features } = contract;

  it('gives every window of a recording what the network makes of it', async () => {
    const classifier = smallClassifier(1, contract);
    const encoder = encoderOf(classifier);
    const { source } = loudRecording(contract, 1);
    const tensors = tf.memory().numTensors;
    const parts: Float32Array[] = [];
    for await (const part of embed(encoder, source)) parts.push(part);
    expect(tf.memory().numTensors).toBe(tensors);
    const rows = concatenate(parts);
    const units = unitsOf(encoder);
    expect(rows).toHaveLength(Math.ceil(70 / windows.hop) * units);

    // The logits are a linear layer on them. Compared in the first window that begins within the recording.
    const left = leftContextFrames(architecture, windows);
    const window = Math.ceil(left / windows.hop);
    const values = source.read(window * windows.hop - left, windows.frames).map((value) => (value + 50) / 10);
    const input = tf.tensor4d(values, [1, windows.frames, features.bands, 1]);
    const expected = (classifier.network.predict(input) as tf.Tensor).dataSync();
    const [kernel, bias] = classifier.network.getLayer('logits').getWeights();
    const row = rows.subarray(window * units, (window + 1) * units);
    const outputs = kernel!.shape.at(-1)!;
    expected.forEach((logit, output) => {
      const weights = kernel!.dataSync();
      const sum = row.reduce(
        (total, value, unit) => total + value * weights[unit * outputs + output]!,
        bias!.dataSync()[output]!,
      );
      expect(Math.abs(sum - logit)).toBeLessThan(1e-4);
    });
  });
});

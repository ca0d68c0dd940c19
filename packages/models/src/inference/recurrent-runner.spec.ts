import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { buildLstm } from '../architectures/lstm.ts';
import { selectBackend } from '../backend/select.ts';
import { withFusedLstm } from '../layers/fused-topology.ts';
import { createRecurrentRunner } from './recurrent-runner.ts';

const BANDS = 3;
const windows = { frames: 5, hop: 1 };

interface Options {
  units?: number[];
  /** The deviation of the weights. */
  deviation?: number;
  /** Added to the bias of the forget gates: how long the network remembers. */
  forget?: number;
  readout?: 'hidden' | 'cell' | 'both';
}

function recurrentNetwork({ units = [6], deviation = 0.5, forget = 1, readout = 'both' }: Options = {}) {
  const architecture = { name: 'lstm', units, ahead: 1, lookahead: 2, readout } as const;
  const network = buildLstm(architecture, { windowFrames: windows.frames, bands: BANDS, labels: 2 }, 1);
  tf.tidy(() =>
    network.setWeights(
      network.getWeights().map((weight, i) => {
        const values = tf.randomNormal(weight.shape, 0, deviation, 'float32', i + 1);
        if (weight.shape.length > 1 || weight.size % 4 !== 0) return values;
        return values.add(
          tf
            .tensor1d([0, forget, 0, 0])
            .reshape([4, 1])
            .tile([1, weight.size / 4])
            .flatten(),
        );
      }),
    ),
  );
  return network;
}

const runner = (network: tf.LayersModel) => createRecurrentRunner(network, windows, BANDS);

function noise(frames: number, seed = 1): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: frames * BANDS }, () => random.normal());
}

/** Answers frame by frame, or in pieces of so many frames. */
async function inPieces(network: tf.LayersModel, values: Float32Array, frames: readonly number[]) {
  const stream = runner(network);
  const answers: Float32Array[] = [];
  for (let from = 0, piece = 0; from < values.length; piece++) {
    const to = from + frames[piece % frames.length]! * BANDS;
    answers.push(await stream.run(values.subarray(from, to)));
    from = to;
  }
  return concatenate(answers);
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity);

describe.each(['cpu', 'wasm'] as const)('createRecurrentRunner on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('answers as the network does', async () => {
    const network = recurrentNetwork({ units: [4, 6] });
    const values = noise(40);
    const expected = network.predict(tf.tensor4d(values, [1, 40, BANDS, 1])) as tf.Tensor;
    expect(largestDifference(await runner(network).run(values), expected.dataSync<'float32'>())).toBeLessThan(
      1e-6,
    );
  });

  it('gives the same answers however the frames are cut, and however long the network remembers', async () => {
    const anyNetwork = fc.record({
      units: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 2 }),
      deviation: fc.constantFrom(0.1, 0.5, 1),
      forget: fc.constantFrom(-2, 1, 4, 20),
    });
    await fc.assert(
      fc.asyncProperty(
        anyNetwork,
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 }),
        async (options, cuts) => {
          const network = recurrentNetwork(options);
          const values = noise(1500);
          // Too few frames at once for stretches: the state simply goes on.
          const expected = await inPieces(network, values, [100]);
          expect(largestDifference(await inPieces(network, values, cuts), expected)).toBeLessThan(1e-5);
          network.dispose();
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('createRecurrentRunner', () => {
  beforeAll(() => selectBackend('wasm'));

  it('runs stretches again that have started from a wrong state', async () => {
    // Forgets nothing: a guess from 128 frames is always wrong.
    const network = recurrentNetwork({ forget: 20 });
    const values = noise(2100);
    const [stretches, steps] = [await runner(network).run(values), await inPieces(network, values, [100])];
    expect(largestDifference(stretches, steps)).toBeLessThan(1e-5);
    const late = await inPieces(network, values.subarray(1000 * BANDS), [100]);
    expect(largestDifference(late.subarray(0, 20), steps.subarray(2000, 2020))).toBeGreaterThan(1e-2);
  });

  it('gives the embedding of a network that is cut before its logits', async () => {
    const network = recurrentNetwork();
    const embedding = tf.model({
      inputs: network.inputs,
      outputs: network.getLayer('logits').input,
    });
    const values = noise(700);
    const answers = await runner(embedding).run(values);
    expect(answers).toHaveLength((700 - 4) * 12);
    expect(largestDifference(await inPieces(embedding, values, [30]), answers)).toBeLessThan(1e-5);
  });

  it.each(['hidden', 'both'] as const)('runs a network that was saved, reading its %s', async (readout) => {
    const network = recurrentNetwork({ readout });
    const topology = withFusedLstm(network.toJSON(null, false) as object);
    const loaded = await tf.models.modelFromJSON(topology as Parameters<typeof tf.models.modelFromJSON>[0]);
    loaded.setWeights(network.getWeights());
    const values = noise(30);
    expect(await runner(loaded).run(values)).toEqual(await runner(network).run(values));
  });

  it('answers once the first window is complete, and starts anew when reset', async () => {
    const network = recurrentNetwork();
    const stream = runner(network);
    const values = noise(12);
    expect(await stream.run(new Float32Array(0))).toHaveLength(0);
    expect(await stream.run(values.subarray(0, 4 * BANDS))).toHaveLength(0);
    expect(await stream.run(values.subarray(4 * BANDS))).toHaveLength(8 * 2);
    stream.reset();
    expect(await stream.run(values)).toEqual(await runner(network).run(values));
  });

  it('keeps two streams of one network apart', async () => {
    const network = recurrentNetwork();
    const [a, b] = [runner(network), runner(network)];
    const values = noise(20);
    await a.run(values.subarray(0, 30));
    await b.run(noise(7, 2));
    const rest = await a.run(values.subarray(30));
    expect(rest).toEqual((await runner(network).run(values)).subarray(6 * 2));
  });

  it('refuses a network that is not recurrent, or would forget its state', () => {
    const input = tf.input({ shape: [null, BANDS, 1] });
    const dense = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;
    expect(() => runner(tf.model({ inputs: input, outputs: dense, name: 'dense' }))).toThrow(
      "the network dense has no layer 'windows': expected one made by buildLstm",
    );
    const sequence = tf.layers.reshape({ targetShape: [-1, BANDS] }).apply(input) as tf.SymbolicTensor;
    const plain = tf.layers.lstm({ units: 2, returnSequences: true, name: 'plain' }).apply(sequence);
    const windows = tf.layers.activation({ activation: 'linear', name: 'windows' }).apply(plain);
    expect(() => runner(tf.model({ inputs: input, outputs: windows as tf.SymbolicTensor }))).toThrow(
      'the layer plain would forget its state: load the network by withFusedLstm',
    );
  });

  it('does not drift, and leaves no tensor behind', async () => {
    const network = recurrentNetwork({ deviation: 0.3 });
    const stream = runner(network);
    const period = noise(400);
    const pieces = concatenate(Array.from({ length: 20 }, () => period));
    await stream.run(pieces);
    const { numTensors } = tf.memory();
    const early = await stream.run(pieces);
    for (let i = 0; i < 3; i++) await stream.run(pieces);
    expect(largestDifference(await stream.run(pieces), early)).toBeLessThan(1e-5);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

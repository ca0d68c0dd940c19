import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { selectBackend } from '../backend/select.ts';
import { lstm, type Lstm } from './lstm.ts';

interface Size {
  batch: number;
  time: number;
  features: number;
  units: number;
}

const anySize = fc.record({
  batch: fc.integer({ min: 1, max: 4 }),
  time: fc.integer({ min: 1, max: 9 }),
  features: fc.integer({ min: 1, max: 6 }),
  units: fc.integer({ min: 1, max: 7 }),
});

const normal = (shape: number[], seed: number, deviation = 1) =>
  tf.randomNormal(shape, 0, deviation, 'float32', seed);

/** Input, kernel, recurrent kernel and bias. */
const drawn = ({ batch, time, features, units }: Size): tf.Tensor[] => [
  normal([batch, time, features], 1),
  normal([features, 4 * units], 2, 0.7),
  normal([units, 4 * units], 3, 0.7),
  normal([4 * units], 4, 0.7),
];

function built(layer: tf.layers.Layer, features: number, weights: tf.Tensor[]): tf.layers.Layer {
  layer.apply(tf.zeros([1, 1, features]));
  layer.setWeights(weights);
  return layer;
}

const theirs = (units: number) =>
  tf.layers.lstm({ units, recurrentActivation: 'sigmoid', returnSequences: true });

/** Hidden values and cells of every frame, by the textbook: `[batch, time, 2 · units]`. */
function textbook([x, kernel, recurrentKernel, bias]: tf.Tensor[]): tf.Tensor {
  const units = recurrentKernel!.shape[0];
  let [hidden, cell] = [tf.zeros([x!.shape[0], units]), tf.zeros([x!.shape[0], units])];
  const frames = tf.unstack(x!, 1).map((frame) => {
    const sums = frame.matMul(kernel!).add(hidden.matMul(recurrentKernel!)).add(bias!);
    const [i, f, g, o] = tf.split(sums, 4, 1);
    cell = f!.sigmoid().mul(cell).add(i!.sigmoid().mul(g!.tanh()));
    hidden = o!.sigmoid().mul(cell.tanh());
    return tf.concat([hidden, cell], 1);
  });
  return tf.stack(frames, 1);
}

/** The gradients of a sum of the outputs, each with its own weight, by input, kernel, recurrent kernel and bias. */
function gradients(compute: (inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): tf.Tensor[] {
  const weighted = (...given: tf.Tensor[]) => {
    const outputs = compute(given);
    return outputs.mul(normal(outputs.shape, 9)).sum();
  };
  return tf.grads(weighted)(inputs);
}

function layerGradients(layer: tf.layers.Layer, inputs: tf.Tensor[]): tf.Tensor[] {
  const [x, ...weights] = inputs;
  built(layer, x!.shape[2]!, weights);
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const loss = (input: tf.Tensor) => {
    const outputs = layer.apply(input) as tf.Tensor;
    return outputs.mul(normal(outputs.shape, 9)).sum<tf.Scalar>();
  };
  const { grads } = tf.variableGrads(() => loss(x!), variables);
  return [tf.grad(loss)(x!), ...variables.map(({ name }) => grads[name]!)];
}

const largestDifference = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0]!;
const largest = (a: tf.Tensor) => a.abs().max().dataSync()[0]!;

describe.each(['cpu', 'wasm'] as const)('Lstm on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('computes what tf.layers.lstm computes', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        tf.tidy(() => {
          const [x, ...weights] = drawn(size);
          const [ours, tfjs] = [lstm({ units: size.units }), theirs(size.units)].map(
            (layer) => built(layer, size.features, weights).apply(x!) as tf.Tensor,
          );
          expect(ours!.shape).toEqual(tfjs!.shape);
          expect(largestDifference(ours!, tfjs!)).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('has the gradients of tf.layers.lstm', () => {
    // Of a single frame tfjs can't compute them.
    const longer = anySize.map((size) => ({ ...size, time: size.time + 1 }));
    fc.assert(
      fc.property(longer, (size) => {
        tf.tidy(() => {
          const inputs = drawn(size);
          const ours = layerGradients(lstm({ units: size.units }), inputs);
          layerGradients(theirs(size.units), inputs).forEach((expected, i) => {
            expect(largestDifference(ours[i]!, expected)).toBeLessThan(1e-5 * Math.max(1, largest(expected)));
          });
        });
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['hidden', (both: tf.Tensor) => tf.split(both, 2, 2)[0]!],
    ['cell', (both: tf.Tensor) => tf.split(both, 2, 2)[1]!],
    ['both', (both: tf.Tensor) => both],
  ] as const)('gives %s, with the gradients of the textbook formula', (output, part) => {
    tf.tidy(() => {
      const inputs = drawn({ batch: 3, time: 7, features: 4, units: 5 });
      const [x, ...weights] = inputs;
      const layer = built(lstm({ units: 5, output }), 4, weights);
      expect(layer.computeOutputShape([3, 7, 4])).toEqual(part(textbook(inputs)).shape);
      expect(largestDifference(layer.apply(x!) as tf.Tensor, part(textbook(inputs)))).toBeLessThan(1e-6);
      const ours = layerGradients(lstm({ units: 5, output }), inputs);
      gradients((given) => part(textbook(given)), inputs).forEach((expected, i) => {
        expect(largestDifference(ours[i]!, expected)).toBeLessThan(1e-5 * Math.max(1, largest(expected)));
      });
    });
  });

  it.each([1, 6])('has the gradients that small steps measure, over %i frames', (time) => {
    tf.tidy(() => {
      const inputs = drawn({ batch: 2, time, features: 3, units: 4 });
      const loss = ([x, ...weights]: tf.Tensor[]) =>
        tf.tidy(() => {
          const outputs = built(lstm({ units: 4, output: 'both' }), 3, weights).apply(x!) as tf.Tensor;
          const products = outputs.mul(normal(outputs.shape, 9)).dataSync<'float32'>();
          return products.reduce((sum, value) => sum + value, 0);
        });
      const analytic = layerGradients(lstm({ units: 4, output: 'both' }), inputs);
      inputs.forEach((input, i) => {
        const direction = normal(input.shape, 20 + i);
        const step = 1e-3 / Math.sqrt(input.size);
        const moved = (sign: number) =>
          loss(inputs.map((each, j) => (i === j ? each.add(direction.mul(sign * step)) : each)));
        const measured = (moved(1) - moved(-1)) / (2 * step);
        const expected = analytic[i]!.mul(direction).sum().dataSync()[0]!;
        expect(Math.abs(measured - expected)).toBeLessThan(5e-3 * Math.max(1, Math.abs(expected)));
      });
    });
  });

  it('goes on from a state as if it had never stopped', () => {
    tf.tidy(() => {
      const [x, ...weights] = drawn({ batch: 2, time: 9, features: 3, units: 4 });
      const layer = built(lstm({ units: 4, output: 'both' }), 3, weights) as Lstm;
      const whole = layer.run(x as tf.Tensor3D);
      const [head, tail] = tf.split(x as tf.Tensor3D, [4, 5], 1);
      const first = layer.run(head as tf.Tensor3D);
      const second = layer.run(tail as tf.Tensor3D, first.state);
      expect(largestDifference(tf.concat([first.outputs, second.outputs], 1), whole.outputs)).toBeLessThan(
        1e-6,
      );
      expect(second.state).toEqual(whole.state);
      expect(first.state).not.toEqual(whole.state);
    });
  });

  it('keeps what is no number within its own sequence', () => {
    tf.tidy(() => {
      const [x, ...weights] = drawn({ batch: 2, time: 5, features: 3, units: 4 });
      const layer = built(lstm({ units: 4 }), 3, weights);
      const values = x!.dataSync();
      values[3 * 2] = NaN;
      const outputs = layer.apply(tf.tensor(values, x!.shape)) as tf.Tensor;
      const isFinite = [...outputs.dataSync()].map(Number.isFinite);
      expect(isFinite).toEqual(isFinite.map((_, i) => i < 4 * 2 || i >= 4 * 5));
    });
  });

  it('leaves no tensor behind', () => {
    const layer = lstm({ units: 4, output: 'both', inputShape: [null, 3] });
    const network = tf.sequential({ layers: [layer] });
    const optimizer = tf.train.adam(0.01);
    const x = normal([2, 6, 3], 1);
    const step = () => optimizer.minimize(() => (network.apply(x) as tf.Tensor).mean<tf.Scalar>());
    step();
    const { numTensors } = tf.memory();
    step();
    tf.dispose(network.predict(x));
    expect(tf.memory().numTensors).toBe(numTensors);
    network.dispose();
    optimizer.dispose();
  });
});

describe('Lstm', () => {
  beforeAll(() => selectBackend('cpu'));

  it('is saved as a plain LSTM with the same weights', async () => {
    const network = tf.sequential({
      layers: [lstm({ units: 3, name: 'lstm1', inputShape: [null, 2] })],
    });
    let saved: tf.io.ModelArtifacts | undefined;
    await network.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
      }),
    );
    expect(saved!.weightSpecs!.map(({ name, shape }) => [name, shape])).toEqual([
      ['lstm1/kernel', [2, 12]],
      ['lstm1/recurrent_kernel', [3, 12]],
      ['lstm1/bias', [12]],
    ]);
    const plain = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    expect(plain.layers.at(-1)).toBeInstanceOf(theirs(1).constructor);
    const x = normal([2, 5, 2], 1);
    const [ours, loaded] = [network, plain].map((each) => each.predict(x) as tf.Tensor);
    expect(largestDifference(ours!, loaded!)).toBeLessThan(1e-6);
  });

  it('starts with open forget gates, as tf.layers.lstm does when asked to', () => {
    const layer = lstm({ units: 2 });
    layer.build([null, null, 3]);
    expect([...layer.getWeights()[2]!.dataSync()]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it('refuses what it does not compute', () => {
    expect(() => lstm({ units: 2, recurrentActivation: 'hardSigmoid' })).toThrow(
      'recurrentActivation is hardSigmoid: the fused LSTM computes sigmoid only; use tf.layers.lstm',
    );
    expect(() => lstm({ units: 2, goBackwards: true })).toThrow('goBackwards is true');
    expect(() => lstm({ units: 2, output: 'state' as 'both' })).toThrow(
      "expected 'hidden', 'cell' or 'both'",
    );
  });

  it('refuses an initial state, which it would not hear, and says where to give one', () => {
    const layer = lstm({ units: 2, name: 'lstm1' });
    const inputs = tf.zeros([1, 4, 3]);
    const initialState = [tf.ones([1, 2]), tf.ones([1, 2])];
    const message = "lstm1 can't be applied from an initialState: use run(inputs, state)";
    expect(() => layer.apply(inputs, { initialState })).toThrow(message);
    expect(() => layer.apply([inputs, ...initialState])).toThrow(message);
    const symbolic = [[null, 3], [2], [2]].map((shape) => tf.input({ shape }));
    expect(() => layer.apply(symbolic)).toThrow(message);
    expect((layer.apply(inputs) as tf.Tensor).shape).toEqual([1, 4, 2]);
  });

  it('refuses inputs without a frame, and a state of another batch', () => {
    const layer = lstm({ units: 2, name: 'lstm1' });
    layer.build([null, null, 3]);
    expect(() => layer.run(tf.zeros([1, 0, 3]))).toThrow(
      'lstm1 has nothing to run: a batch of 1 with 0 frames each',
    );
    const { state } = layer.run(tf.zeros([1, 4, 3]));
    expect(() => layer.run(tf.zeros([2, 4, 3]), state)).toThrow(
      'lstm1: a state of 2 values; expected 2 × 2, batch × units',
    );
  });
});

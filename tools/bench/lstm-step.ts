/**
 * One training step (forward, backward, Adam) of an LSTM: Earmark's fused layer against `tf.layers.lstm`, on WASM and, where it is
 * installed, on tfjs-node. Prints the median of both, in turns, the ratio, and how far the gradients lie apart.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/lstm-step.ts
 */
import { defaultFeatures } from '@earmark/dsp';
import { defaultLstm, lstm, selectBackend } from '@earmark/models';
import * as tf from '@tensorflow/tfjs';
import { median } from './median.ts';

const REPETITIONS = 15;

interface Size {
  readonly name: string;
  readonly batch: number;
  readonly frames: number;
  readonly features: number;
  readonly units: number;
}

const sizes: readonly Size[] = [
  { name: 'large', batch: 32, frames: 64, features: 64, units: 128 },
  { name: 'default', batch: 16, frames: 144, features: defaultFeatures.bands, units: defaultLstm.units[0]! },
];

type Weights = readonly tf.Tensor[];

/** A step of a layer on its own, and the gradients of its weights. */
function training(layer: tf.layers.Layer, { batch, frames, features, units }: Size, weights: Weights) {
  const x = tf.randomNormal([batch, frames, features], 0, 1, 'float32', 1);
  const target = tf.randomNormal<tf.Rank.R3>([batch, frames, units], 0, 1, 'float32', 2);
  layer.apply(x);
  layer.setWeights([...weights]);
  const loss = () => tf.losses.absoluteDifference<tf.Tensor, tf.Scalar>(target, layer.apply(x) as tf.Tensor);
  const optimizer = tf.train.adam(0.001);
  return {
    step() {
      const start = performance.now();
      tf.tidy(() => optimizer.minimize(loss, true)!.dataSync());
      return performance.now() - start;
    },
    gradients: () =>
      tf.tidy(() =>
        Object.values(tf.variableGrads(loss).grads).map((gradient) => gradient.dataSync<'float32'>()),
      ),
  };
}

function compare(backend: string, size: Size): void {
  const { batch, frames, features, units } = size;
  const weights = [[features, 4 * units], [units, 4 * units], [4 * units]].map((shape, i) =>
    tf.randomNormal(shape, 0, 0.1, 'float32', 3 + i),
  );
  const fused = training(
    lstm({ units, kernelInitializer: 'zeros', recurrentInitializer: 'zeros' }),
    size,
    weights,
  );
  const plain = training(
    tf.layers.lstm({
      ...{ units, kernelInitializer: 'zeros', recurrentInitializer: 'zeros' },
      ...{ recurrentActivation: 'sigmoid', returnSequences: true },
    }),
    size,
    weights,
  );
  const [ours, theirs] = [fused.gradients(), plain.gradients()];
  const differences = theirs.map((gradient, i) => {
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return gradient.reduce((most, value, at) => Math.max(most, Math.abs(value - ours[i]![at]!)), 0) / largest;
  });

  const milliseconds: { fused: number[]; plain: number[] } = { fused: [], plain: [] };
  for (let repetition = -3; repetition < REPETITIONS; repetition++) {
    const [fast, slow] = [fused.step(), plain.step()];
    if (repetition < 0) continue; // warm-up
    milliseconds.fused.push(fast);
    milliseconds.plain.push(slow);
  }
  const [fast, slow] = [median(milliseconds.fused), median(milliseconds.plain)];
  console.log(
    `${backend}, ${size.name}: ${batch} x ${frames} frames of ${features} features, ${units} units: fused ${fast.toFixed(0)} ms, ` +
      `tf.layers.lstm ${slow.toFixed(0)} ms: ${(slow / fast).toFixed(1)} times faster; ` +
      `largest relative difference of a gradient ${Math.max(...differences).toExponential(1)}`,
  );
}

for (const backend of ['wasm', 'tfjs-node'] as const) {
  try {
    await selectBackend(backend);
  } catch (error) {
    console.log((error as Error).message);
    continue;
  }
  for (const size of sizes) compare(backend, size);
}

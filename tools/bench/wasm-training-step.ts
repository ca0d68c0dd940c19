/**
 * One training step of the default network on WASM: with Earmark's gradient kernels, against tfjs's own kernels and, since it has
 * none for the filter of a convolution, one made of slices and products. Prints the median of both, in turns, and the ratio.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/wasm-training-step.ts
 */
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, defaultRecipe, selectBackend } from '@earmark/models';
import * as tf from '@tensorflow/tfjs';
import { median } from './median.ts';

const REPETITIONS = 7;

type Shape = [number, number, number, number];

/** For every tap of the filter, the part of x under it times dy (transposed first: `matMul` with a flag is four times slower). */
const slicesAndProducts: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const [height, width, inChannels, outChannels] = attrs!['filterShape'] as number[] as Shape;
    const [batch, outHeight, outWidth] = dy.shape;
    const positions = batch * outHeight * outWidth;
    return tf.tidy(() => {
      const columns = dy.reshape([positions, outChannels]);
      const taps: tf.Tensor[] = [];
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const under = x.slice([0, i, j, 0], [batch, outHeight, outWidth, inChannels]);
          taps.push(under.reshape([positions, inChannels]).transpose().matMul(columns));
        }
      return tf.stack(taps).reshape([height, width, inChannels, outChannels]);
    });
  },
};

const kernels = () =>
  [tf.Conv2DBackpropInput, tf.MaxPoolGrad, tf.Identity, tf.Sum].map((name) => tf.getKernel(name, 'wasm'));
const tfjs = [...kernels(), slicesAndProducts];
await selectBackend('wasm');
const earmark = [...kernels(), tf.getKernel(tf.Conv2DBackpropFilter, 'wasm')];

/** Makes these the kernels of the backend; setting it again lets them find their functions in the WASM module. */
async function use(kernels: readonly tf.KernelConfig[]): Promise<void> {
  for (const kernel of kernels) {
    tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
  await tf.setBackend('wasm');
}

const { architecture, windowFrames, spanFrames, batchSize, learningRate } = defaultRecipe;
const { bands } = defaultFeatures;
const labels = 2;
const network = buildNetwork(architecture, { windowFrames, bands, labels }, 1);
const batch = tf.randomNormal([batchSize, spanFrames + windowFrames - 1, bands, 1], 0, 1, 'float32', 1);
const targets = tf.oneHot(tf.randomUniformInt([batchSize * spanFrames], 0, labels, 2), labels);
const loss = () => {
  const logits = (network.apply(batch) as tf.Tensor).reshape([-1, labels]);
  return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(targets, logits);
};
const optimizer = tf.train.adam(learningRate);

async function step(kernels: readonly tf.KernelConfig[]): Promise<number> {
  await use(kernels);
  const start = performance.now();
  tf.tidy(() => optimizer.minimize(loss, true)!.dataSync());
  return performance.now() - start;
}

async function gradients(kernels: readonly tf.KernelConfig[]): Promise<Float32Array[]> {
  await use(kernels);
  return tf.tidy(() =>
    Object.values(tf.variableGrads(loss).grads).map((gradient) => gradient.dataSync<'float32'>()),
  );
}

const [ours, theirs] = [await gradients(earmark), await gradients(tfjs)];
const differences = theirs.map((gradient, layer) => {
  const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return gradient.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[layer]![i]!)), 0) / largest;
});

const milliseconds: { earmark: number[]; tfjs: number[] } = { earmark: [], tfjs: [] };
for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
  const [fast, slow] = [await step(earmark), await step(tfjs)];
  if (repetition === 0) continue; // warm-up
  milliseconds.earmark.push(fast);
  milliseconds.tfjs.push(slow);
}
const [fast, slow] = [median(milliseconds.earmark), median(milliseconds.tfjs)];
console.log(`${architecture.name}, batch of ${batch.shape.slice(0, 3).join(' x ')}, backend wasm`);
console.log(
  `a training step: Earmark's kernels ${fast.toFixed(0)} ms, tfjs's ${slow.toFixed(0)} ms: ${(slow / fast).toFixed(1)} times faster`,
);
console.log(`largest relative difference of a gradient: ${Math.max(...differences).toExponential(1)}`);

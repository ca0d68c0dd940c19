/**
 * One training step of the convolutional networks, as their default recipes train them: on WASM with Earmark's gradient kernels, against
 * the kernels that tfjs has there and, since it has none for the filter of a convolution, one made of slices and products; and
 * against tfjs-node where that is installed. Prints the best time of each, taken in turns, what part of it Earmark's kernels take, and
 * how far the gradients differ. On one core: `taskset -c 0` before it.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/conv-step.ts
 */
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, defaultRecipes, selectBackend, windowSpecOf, type Recipe } from '@earmark/models';
import * as tf from '@tensorflow/tfjs';

const REPETITIONS = 9;
const LABELS = 2;
const { bands } = defaultFeatures;

/** A way to compute a step: what it is called, and what makes tfjs go it. */
interface Way {
  readonly name: string;
  readonly use: () => Promise<unknown>;
}

type Shape = [number, number, number, number];

/** For every tap of the filter, the part of x under it times dy (transposed first: `matMul` with a flag is four times slower). */
const slicesAndProducts: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const [height, width, inChannels, outChannels] = attrs!['filterShape'] as number[] as Shape;
    const [down, right] = attrs!['strides'] as [number, number];
    const [batch, outHeight, outWidth] = dy.shape;
    const positions = batch * outHeight * outWidth;
    return tf.tidy(() => {
      const columns = dy.reshape([positions, outChannels]);
      const taps: tf.Tensor[] = [];
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const end = [batch, i + (outHeight - 1) * down + 1, j + (outWidth - 1) * right + 1, inChannels];
          const under = x.stridedSlice([0, i, j, 0], end, [1, down, right, 1]);
          taps.push(under.reshape([positions, inChannels]).transpose().matMul(columns));
        }
      return tf.stack(taps).reshape([height, width, inChannels, outChannels]);
    });
  },
};

/** Earmark's way first, then what it is held against. */
async function waysHere(): Promise<Way[]> {
  const replaced = [tf.Conv2DBackpropInput, tf.MaxPoolGrad, tf.Identity, tf.Sum];
  const kernels = () => replaced.map((name) => tf.getKernel(name, 'wasm'));
  const tfjs = [...kernels(), slicesAndProducts];
  await selectBackend('wasm');
  const earmark = [...kernels(), tf.getKernel(tf.Conv2DBackpropFilter, 'wasm')];
  const ways: Way[] = [
    { name: 'WASM with these kernels', use: () => useKernels(earmark) },
    { name: "WASM with tfjs's", use: () => useKernels(tfjs) },
  ];
  try {
    await selectBackend('tfjs-node');
    ways.push({ name: 'tfjs-node', use: () => tf.setBackend('tensorflow') });
  } catch (error) {
    console.log((error as Error).message);
  }
  return ways;
}

/** Makes these the kernels of the backend; setting it again lets them find their functions in the WASM module. */
async function useKernels(kernels: readonly tf.KernelConfig[]): Promise<void> {
  for (const kernel of kernels) {
    tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
  await tf.setBackend('wasm');
}

/** A network that trains on one batch of noise, always the same; each way has its own, so that no tensor moves between backends. */
function trainee({ architecture, windowFrames, spanFrames, batchSize, learningRate }: Recipe) {
  const windows = windowSpecOf(architecture, windowFrames);
  const network = buildNetwork(architecture, { windowFrames: windows.frames, bands, labels: LABELS }, 1);
  const frames = spanFrames + windows.frames - windows.hop;
  const batch = tf.randomNormal([batchSize, frames, bands, 1], 0, 1, 'float32', 1);
  const targets = tf.oneHot(tf.randomUniformInt([batchSize * spanFrames], 0, LABELS, 2), LABELS);
  const loss = () => {
    const logits = (network.apply(batch) as tf.Tensor).reshape([-1, LABELS]);
    return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(targets, logits);
  };
  const optimizer = tf.train.adam(learningRate);
  return {
    shape: batch.shape.slice(0, 3).join(' x '),
    gradients: () =>
      tf.tidy(() => {
        const { grads } = tf.variableGrads(loss);
        return Object.values(grads).map((gradient) => gradient.dataSync<'float32'>());
      }),
    step(): number {
      const start = performance.now();
      tf.tidy(() => optimizer.minimize(loss, true)!.dataSync());
      return performance.now() - start;
    },
  };
}

function largestRelativeDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const differences = b.map((gradient, layer) => {
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return gradient.reduce((most, value, i) => Math.max(most, Math.abs(value - a[layer]![i]!)), 0) / largest;
  });
  return Math.max(...differences);
}

const ways = await waysHere();
for (const [name, recipe] of Object.entries({
  'vanilla-conv': defaultRecipes['vanilla-conv'],
  'dilated-conv': defaultRecipes['dilated-conv'],
})) {
  const trainees: ReturnType<typeof trainee>[] = [];
  const gradients: Float32Array[][] = [];
  for (const { use } of ways) {
    await use();
    const made = trainee(recipe);
    trainees.push(made);
    gradients.push(made.gradients());
  }
  const milliseconds: number[][] = ways.map(() => []);
  for (let repetition = 0; repetition <= REPETITIONS; repetition++)
    for (const [at, { use }] of ways.entries()) {
      await use();
      const elapsed = trainees[at]!.step();
      if (repetition > 0) milliseconds[at]!.push(elapsed); // the first one warms up
    }
  // Other programs can only make a step slower.
  const [ours, ...others] = milliseconds.map((times) => Math.min(...times));
  console.log(`${name}, a step on a batch of ${trainees[0]!.shape}`);
  console.log(`  ${ways[0]!.name}: ${ours!.toFixed(0)} ms`);
  others.forEach((other, at) => {
    const difference = largestRelativeDifference(gradients[0]!, gradients[at + 1]!).toExponential(1);
    console.log(
      `  ${ways[at + 1]!.name}: ${other.toFixed(0)} ms, of which that is ${(ours! / other).toFixed(2)}; gradients differ by ${difference} at most`,
    );
  });
}

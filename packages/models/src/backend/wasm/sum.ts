import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { compose, floats, wasmKernel, type WasmCall } from './kernel.ts';

const tfjsSum = tf.getKernel(tf.Sum, 'wasm');

/**
 * Sums as tfjs does, but for the sum over all axes except the last, which is the gradient of a bias: that is made of the means
 * that average-pooling takes over each example. tfjs transposes the tensor and adds up in one long row, about ten times slower
 * and with a larger rounding error.
 */
function sum({ inputs, attrs, backend }: WasmCall<tf.SumInputs, tf.SumAttrs>): tf.TensorInfo {
  const { dataId, dtype, shape } = inputs.x;
  const axes = tf.util.parseAxisParam(attrs.axis, shape);
  const examples = shape[0] ?? 0;
  const channels = shape.at(-1) ?? 0;
  const positions = tf.util.sizeFromShape(shape.slice(1, -1));
  const overAllButLast = axes.length === shape.length - 1 && !axes.includes(shape.length - 1);
  // XNNPACK refuses to pool a single position.
  if (!overAllButLast || attrs.keepDims || dtype !== 'float32' || positions < 2 || examples * channels === 0)
    return tfjsSum.kernelFunc({ inputs, attrs: { ...attrs }, backend }) as tf.TensorInfo;

  return compose(backend, ({ run, make }) => {
    const x = { dataId, dtype, shape: [examples, positions, 1, channels] };
    const means = run(tf.AvgPool, { x }, { filterSize: [positions, 1], strides: 1, pad: 'valid' });
    const output = make([channels]);
    const mean = floats(backend, means);
    const total = floats(backend, output);
    for (let channel = 0; channel < channels; channel++) {
      let sumOfMeans = 0;
      for (let at = channel; at < mean.length; at += channels) sumOfMeans += mean[at]!;
      total[channel] = sumOfMeans * positions;
    }
    return output;
  });
}

export const sumKernel: tf.KernelConfig = { ...wasmKernel(tf.Sum, sum), setupFunc: tfjsSum.setupFunc };

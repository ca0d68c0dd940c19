import * as tf from '@tensorflow/tfjs';
import { floats, wasmKernel, type WasmCall } from './kernel.ts';

/**
 * Gradient of max-pooling with respect to its input: each output hands its dy to the first input of its window, row by row, that
 * equals it. tfjs's own kernel asks every input which windows it has won, and gives wrong gradients where no input of a window is
 * positive.
 */
function maxPoolGrad({
  inputs: { dy, input, output },
  attrs: { filterSize, strides, pad, dimRoundingMode },
  backend,
}: WasmCall<tf.MaxPoolGradInputs, tf.MaxPoolGradAttrs>): tf.TensorInfo {
  const inputShape = input.shape as [number, number, number, number];
  const pool = tf.backend_util.computePool2DInfo(inputShape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = pool;
  const rowLength = inWidth * inChannels;

  const gradient = backend.makeOutput(inputShape, 'float32');
  const dx = floats(backend, gradient).fill(0);
  const [x, y, dyValues] = [floats(backend, input), floats(backend, output), floats(backend, dy)];

  let at = 0;
  for (let example = 0; example < batchSize; example++)
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const firstRow = outRow * pool.strideHeight - pool.padInfo.top;
      const top = (example * inHeight + Math.max(0, firstRow)) * rowLength;
      const bottom = (example * inHeight + Math.min(inHeight, firstRow + filterHeight)) * rowLength;
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const firstColumn = outColumn * pool.strideWidth - pool.padInfo.left;
        const left = Math.max(0, firstColumn) * inChannels;
        const right = Math.min(inWidth, firstColumn + filterWidth) * inChannels;
        for (let channel = 0; channel < inChannels; channel++, at++) {
          const maximum = y[at];
          search: for (let row = top; row < bottom; row += rowLength)
            for (let index = row + left + channel; index < row + right; index += inChannels)
              if (x[index] === maximum) {
                dx[index]! += dyValues[at]!;
                break search;
              }
        }
      }
    }
  return gradient;
}

export const maxPoolGradKernel = wasmKernel(tf.MaxPoolGrad, maxPoolGrad);

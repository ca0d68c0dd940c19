import * as tf from '@tensorflow/tfjs';
import { compose, floats, wasmKernel, type WasmCall } from './kernel.ts';

/**
 * Gradient of a convolution with respect to its input, and the forward pass of a transposed convolution:
 *
 *     dx[n, h, w, ci] = sum over i, j, co of dy[n, (h + top - i)/stride, (w + left - j)/stride, co] * filter[i, j, ci, co]
 *
 * where only whole quotients count. It is a plain convolution of dy, its values a stride apart, with the filter turned by 180
 * degrees and its two kinds of channels exchanged (Dumoulin and Visin 2016).
 */
function conv2DBackpropInput({
  inputs: { dy, filter },
  attrs: { strides, pad, dataFormat, dimRoundingMode, inputShape },
  backend,
}: WasmCall<tf.Conv2DBackpropInputInputs, tf.Conv2DBackpropInputAttrs>): tf.TensorInfo {
  const filterShape = filter.shape as [number, number, number, number];
  const convolution = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = convolution;
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  const bottom = inHeight - outHeight + padInfo.top;
  const right = inWidth - outWidth + padInfo.left;
  // Padding can't be negative, which it would have to be where the forward pass padded by more than the filter.
  const byPaddingAlone =
    convolution.strideHeight === 1 &&
    convolution.strideWidth === 1 &&
    Math.min(top, left, bottom, right) >= 0;

  return compose(backend, ({ run, make }) => {
    const turned = run(tf.Reverse, { x: filter }, { dims: [0, 1] });
    const exchanged = run(tf.Transpose, { x: turned }, { perm: [0, 1, 3, 2] });
    if (byPaddingAlone) {
      const sides = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      return run(
        tf.Conv2D,
        { x: dy, filter: exchanged },
        { strides: 1, dilations: 1, pad: sides, dataFormat },
      );
    }
    const spread = make([
      convolution.batchSize,
      inHeight + filterHeight - 1,
      inWidth + filterWidth - 1,
      convolution.outChannels,
    ]);
    spreadOut(floats(backend, dy), floats(backend, spread), convolution);
    return run(
      tf.Conv2D,
      { x: spread, filter: exchanged },
      { strides: 1, dilations: 1, pad: 'valid', dataFormat },
    );
  });
}

/**
 * Writes dy into zeros, its values a stride apart, so that a `valid` convolution with the filter has the shape of the input. What
 * falls outside has seen nothing but the padding of the forward pass.
 */
function spreadOut(dy: Float32Array, spread: Float32Array, convolution: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, padInfo } = convolution;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = convolution;
  const height = inHeight + filterHeight - 1;
  const width = inWidth + filterWidth - 1;
  spread.fill(0);
  let from = 0;
  for (let example = 0; example < batchSize; example++)
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const row = outRow * strideHeight + filterHeight - 1 - padInfo.top;
      for (let outColumn = 0; outColumn < outWidth; outColumn++, from += outChannels) {
        const column = outColumn * strideWidth + filterWidth - 1 - padInfo.left;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const to = ((example * height + row) * width + column) * outChannels;
        for (let channel = 0; channel < outChannels; channel++) spread[to + channel] = dy[from + channel]!;
      }
    }
}

export const conv2DBackpropInputKernel = wasmKernel(tf.Conv2DBackpropInput, conv2DBackpropInput);

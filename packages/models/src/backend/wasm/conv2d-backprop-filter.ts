import * as tf from '@tensorflow/tfjs';
import { compose, wasmKernel, type WasmCall } from './kernel.ts';

/**
 * Gradient of a convolution with respect to its filter, which tfjs lacks on WASM:
 *
 *     dFilter[i, j, ci, co] = sum over n, p, q of x[n, p*stride + i - top, q*stride + j - left, ci] * dy[n, p, q, co]
 *
 * It is a convolution itself, batch and channels having changed places: each input channel is an image with the examples for its
 * channels, dy is the filter, and the stride of the forward pass is its dilation.
 */
function conv2DBackpropFilter({
  inputs: { x, dy },
  attrs: { strides, pad, dataFormat, dimRoundingMode, filterShape },
  backend,
}: WasmCall<tf.Conv2DBackpropFilterInputs, tf.Conv2DBackpropFilterAttrs>): tf.TensorInfo {
  const xShape = x.shape as [number, number, number, number];
  const convolution = tf.backend_util.computeConv2DInfo(
    xShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { top, bottom, left, right } = convolution.padInfo;
  const [filterHeight, filterWidth, inChannels, outChannels] = filterShape;

  return compose(backend, ({ run }) => {
    const images = run(tf.Transpose, { x }, { perm: [3, 1, 2, 0] });
    const filter = run(tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
    const products = run(
      tf.Conv2D,
      { x: images, filter },
      {
        strides: 1,
        dilations: [convolution.strideHeight, convolution.strideWidth],
        pad: [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ],
        dataFormat,
      },
    );
    // Where the stride does not divide the input, the products go on over rows and columns that no output has seen.
    const size = [inChannels, filterHeight, filterWidth, outChannels];
    const taps = run(tf.Slice, { x: products }, { begin: [0, 0, 0, 0], size });
    return run(tf.Transpose, { x: taps }, { perm: [1, 2, 0, 3] });
  });
}

export const conv2DBackpropFilterKernel = wasmKernel(tf.Conv2DBackpropFilter, conv2DBackpropFilter);

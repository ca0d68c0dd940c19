import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { conv2DBackpropFilterKernel } from './wasm/conv2d-backprop-filter.ts';
import { conv2DBackpropInputKernel } from './wasm/conv2d-backprop-input.ts';
import { identityKernel } from './wasm/identity.ts';
import { maxPoolGradKernel } from './wasm/max-pool-grad.ts';
import { sumKernel } from './wasm/sum.ts';

const kernels = [
  conv2DBackpropFilterKernel,
  conv2DBackpropInputKernel,
  identityKernel,
  maxPoolGradKernel,
  sumKernel,
];

/**
 * Makes the WASM backend fit for training: adds the gradient of a convolution's filter, which tfjs lacks there; replaces the slow
 * gradients of a convolution's input, of max-pooling and of a bias (a sum); and spares the copies that tfjs makes of all that it
 * keeps for the gradients. May be called before or after the backend is set, and more than once.
 *
 * @example registerWasmGradients(); await tf.setBackend('wasm');
 */
export function registerWasmGradients(): void {
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, 'wasm')) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
}

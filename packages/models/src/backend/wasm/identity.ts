import * as tf from '@tensorflow/tfjs';
import { wasmKernel, type WasmCall } from './kernel.ts';

/**
 * The same tensor again, which is how tfjs keeps the inputs of every op for its gradient. Values never change, so both share the
 * memory, as on tfjs's other backends; tfjs's own kernel for WASM copies all of it.
 */
function identity({ inputs: { x }, backend }: WasmCall<tf.IdentityInputs, unknown>): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

export const identityKernel = wasmKernel(tf.Identity, identity);

import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** What tfjs hands to a kernel of the WASM backend; `Inputs` and `Attrs` are the tensors and settings of that kernel. */
export interface WasmCall<Inputs, Attrs> {
  readonly inputs: Readonly<Record<keyof Inputs, tf.TensorInfo>>;
  readonly attrs: Attrs;
  readonly backend: BackendWasm;
}

/** The registry entry of a kernel of the WASM backend. */
export const wasmKernel = <Inputs, Attrs>(
  kernelName: string,
  kernel: (call: WasmCall<Inputs, Attrs>) => tf.TensorInfo,
): tf.KernelConfig => ({ kernelName, backendName: 'wasm', kernelFunc: kernel as unknown as tf.KernelFunc });

/**
 * The values of a float32 tensor where they lie, in the heap of the WASM module. The heap moves when it grows, so take this after
 * the last tensor is made.
 */
export const floats = (backend: BackendWasm, tensor: tf.TensorInfo): Float32Array =>
  backend.typedArrayFromHeap(tensor) as Float32Array;

/** What a kernel is made of: other kernels, and tensors to fill by hand. */
export interface Parts {
  run(
    kernelName: string,
    inputs: Record<string, tf.TensorInfo>,
    attrs: Record<string, unknown>,
  ): tf.TensorInfo;
  /** A float32 tensor whose values are not set yet. */
  make(shape: number[]): tf.TensorInfo;
}

/**
 * Makes a kernel out of parts: returns what `steps` returns and frees all else that it has run or made, as `tf.tidy` does for ops.
 *
 * @example compose(backend, ({ run }) => run(tf.Reverse, { x: run(tf.Transpose, { x }, { perm: [1, 0] }) }, { dims: [0] }))
 */
export function compose(backend: BackendWasm, steps: (parts: Parts) => tf.TensorInfo): tf.TensorInfo {
  const used: tf.TensorInfo[] = [];
  const keep = (tensor: tf.TensorInfo) => {
    used.push(tensor);
    return tensor;
  };
  let result: tf.TensorInfo | undefined;
  try {
    result = steps({
      run: (kernelName, inputs, attrs) => {
        const { kernelFunc } = tf.getKernel(kernelName, 'wasm');
        return keep(kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend }) as tf.TensorInfo);
      },
      make: (shape) => keep(backend.makeOutput(shape, 'float32')),
    });
    return result;
  } finally {
    for (const tensor of used) if (tensor !== result) backend.disposeData(tensor.dataId);
  }
}

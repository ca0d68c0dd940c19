import * as tf from '@tensorflow/tfjs';
import {
  hiddenBefore,
  stepBackward,
  stepForward,
  type LstmPass,
  type LstmSize,
  type LstmState,
} from './lstm-steps.ts';

/** What an LSTM gives for a frame: the hidden values, the cells, or both, hidden first. */
export type LstmOutput = 'hidden' | 'cell' | 'both';

/** In the order of `tf.layers.lstm`, whose gates are i, f, c, o. */
interface LstmWeights {
  /** `[features, 4 · units]` */
  readonly kernel: tf.Tensor;
  /** `[units, 4 · units]` */
  readonly recurrentKernel: tf.Tensor;
  /** `[4 · units]` */
  readonly bias: tf.Tensor;
}

/**
 * An LSTM over whole sequences: one product for the inputs of all frames, gates in plain loops, and a gradient through time written
 * by hand, which computes the gradient of each kernel in one product.
 *
 * @param inputs `[batch, time, features]`, at least one frame
 * @param start where the sequences stand before their first frame; no gradient flows into it
 * @returns outputs `[batch, time, units]` (`2 · units` for both), and where the sequences stand after their last frame
 * @example fusedLstm(tf.zeros([1, 5, 3]), weights, { hidden: new Float32Array(2), cell: new Float32Array(2) }, 'hidden')
 */
export function fusedLstm(
  inputs: tf.Tensor3D,
  { kernel, recurrentKernel, bias }: LstmWeights,
  start: LstmState,
  output: LstmOutput,
): { outputs: tf.Tensor3D; state: LstmState } {
  const [batch, time, features] = inputs.shape;
  const size: LstmSize = { batch, time, units: recurrentKernel.shape[0] };
  const { units } = size;
  let state = start;

  const steps = tf.customGrad((...args) => {
    const [x, kernel, recurrentKernel, bias] = args as tf.Tensor2D[];
    const save = args.at(-1) as (tensors: tf.Tensor[]) => void;
    const products = tf.matMul(tf.reshape(x!, [batch * time, features]), kernel!);
    const gates = tf.add(products, bias!).dataSync<'float32'>();
    const pass = stepForward(gates, size, rowsTimes(recurrentKernel!, batch), start);
    state = pass.end;
    save([x!, kernel!, recurrentKernel!]);
    return {
      value: joined(pass, size, output),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.tidy(() => {
          const [x, kernel, recurrentKernel] = saved as tf.Tensor2D[];
          const { dHidden, dCell } = parted(dy, output);
          // Transposed beforehand: on WASM a product with a flag is several times slower.
          const recurBack = rowsTimes(tf.transpose(recurrentKernel!), batch);
          const values = stepBackward(pass, size, dHidden, dCell, recurBack);
          const dGates = tf.tensor2d(values, [batch * time, 4 * units]);
          const before = tf.tensor2d(hiddenBefore(pass, size), [batch * time, units]);
          return [
            tf.reshape(tf.matMul(dGates, tf.transpose(kernel!)), [batch, time, features]),
            tf.matMul(tf.transpose(tf.reshape(x!, [batch * time, features])), dGates),
            tf.matMul(tf.transpose(before), dGates),
            tf.sum(tf.reshape(dGates, [batch, time, 4 * units]), [0, 1]),
          ];
        }),
    };
  });
  const outputs = steps(inputs, kernel, recurrentKernel, bias) as tf.Tensor3D;
  return { outputs, state };
}

/** Multiplies so many rows of plain values by a matrix. */
function rowsTimes(matrix: tf.Tensor2D, rows: number): (values: Float32Array) => Float32Array {
  return (values) => {
    const factor = tf.tensor2d(values, [rows, matrix.shape[0]]);
    const product = tf.matMul(factor, matrix);
    // Not by tf.tidy: it would look for tensors among the values that it returns.
    const result = product.dataSync<'float32'>();
    tf.dispose([factor, product]);
    return result;
  };
}

function joined({ hidden, cell }: LstmPass, { batch, time, units }: LstmSize, output: LstmOutput): tf.Tensor {
  const tensor = (values: Float32Array) => tf.tensor3d(values, [batch, time, units]);
  if (output === 'both') return tf.concat([tensor(hidden), tensor(cell)], 2);
  return tensor(output === 'hidden' ? hidden : cell);
}

function parted(dy: tf.Tensor, output: LstmOutput): { dHidden?: Float32Array; dCell?: Float32Array } {
  if (output === 'hidden') return { dHidden: dy.dataSync<'float32'>() };
  if (output === 'cell') return { dCell: dy.dataSync<'float32'>() };
  const [dHidden, dCell] = tf.split(dy, 2, 2).map((part) => part.dataSync<'float32'>());
  return { dHidden: dHidden!, dCell: dCell! };
}

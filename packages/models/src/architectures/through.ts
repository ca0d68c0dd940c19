import type * as tf from '@tensorflow/tfjs';

/**
 * What layers, one after the other, make of a signal.
 *
 * @example through([tf.layers.flatten(), tf.layers.dense({ units: 2 })], input)
 */
export const through = (layers: readonly tf.layers.Layer[], input: tf.SymbolicTensor): tf.SymbolicTensor =>
  layers.reduce((signal, layer) => layer.apply(signal) as tf.SymbolicTensor, input);

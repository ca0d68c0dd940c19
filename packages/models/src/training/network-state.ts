import * as tf from '@tensorflow/tfjs';
import type { StoredTensor } from './checkpoint.ts';

/** A network's weights, in its own order. */
export const copyWeights = (network: tf.LayersModel): StoredTensor[] => network.getWeights().map(store);

/** Gives a network the weights of `copyWeights`. Throws where the shapes are another network's. */
export function restoreWeights(network: tf.LayersModel, weights: readonly StoredTensor[]): void {
  tf.tidy(() => network.setWeights(weights.map(({ values, shape }) => tf.tensor(values, shape))));
}

/** `decay` of the mean so far, and the rest of the weights now (Polyak and Juditsky 1992, with exponential weighting). */
export const average = (
  mean: readonly StoredTensor[],
  weights: readonly StoredTensor[],
  decay: number,
): StoredTensor[] =>
  mean.map(({ shape, values }, tensor) => ({
    shape,
    values: values.map((value, i) => decay * value + (1 - decay) * weights[tensor]!.values[i]!),
  }));

/**
 * The state of Adam: running products of its two decay rates, step count, moments. tfjs's own `setWeights` recomputes the products
 * by a power, which differs in the last bit from multiplying step by step, and a resumed run would drift from an unbroken one.
 */
export async function storeOptimizer(optimizer: tf.AdamOptimizer): Promise<StoredTensor[]> {
  const [iterations, ...moments] = await optimizer.getWeights();
  const { accBeta1, accBeta2 } = decayProducts(optimizer);
  const state = [accBeta1, accBeta2, iterations!.tensor, ...moments.map(({ tensor }) => tensor)];
  const stored = state.map(store);
  iterations!.tensor.dispose();
  return stored;
}

/** Gives a fresh Adam the state of `storeOptimizer`. */
export async function restoreOptimizer(
  optimizer: tf.AdamOptimizer,
  state: readonly StoredTensor[],
): Promise<void> {
  const [accBeta1, accBeta2, ...weights] = state.map(({ values, shape }) => tf.tensor(values, shape));
  await optimizer.setWeights(weights.map((tensor, i) => ({ name: `adam/${i}`, tensor })));
  const products = decayProducts(optimizer);
  products.accBeta1.assign(accBeta1!);
  products.accBeta2.assign(accBeta2!);
  tf.dispose([accBeta1!, accBeta2!, ...weights]);
}

/** tfjs keeps them to itself. */
const decayProducts = (optimizer: tf.AdamOptimizer) =>
  optimizer as unknown as { readonly accBeta1: tf.Variable; readonly accBeta2: tf.Variable };

const store = (tensor: tf.Tensor): StoredTensor => ({
  shape: tensor.shape.slice(),
  values: Float32Array.from(tensor.dataSync()),
});

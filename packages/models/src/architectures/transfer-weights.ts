import type * as tf from '@tensorflow/tfjs';

/**
 * Copies weights from one network to another: those of every layer that has a layer of the same name in both, with weights of the
 * same shapes. What a pre-trained encoder has learned moves so into a classifier, whose last layer is new.
 *
 * @param from is left as it is
 * @param to gets copies of its weights
 * @returns the names of the layers of `to` that have weights and kept their own
 * @example transferWeights(encoder.network, classifier.network) // ['logits']
 */
export function transferWeights(from: tf.LayersModel, to: tf.LayersModel): string[] {
  const sources = new Map(from.layers.map((layer) => [layer.name, layer]));
  const kept: string[] = [];
  for (const layer of to.layers) {
    if (layer.weights.length === 0) continue;
    const source = sources.get(layer.name);
    if (source && shapesOf(source) === shapesOf(layer)) layer.setWeights(source.getWeights());
    else kept.push(layer.name);
  }
  return kept;
}

const shapesOf = ({ weights }: tf.layers.Layer): string => JSON.stringify(weights.map(({ shape }) => shape));

import * as tf from '@tensorflow/tfjs';

/** The second labels of frames that are mixtures of two. */
export interface MixedIn {
  /** Label indices, as many as there are first labels; -1 in the same places. */
  readonly targets: Int32Array;
  /** Their share of the mixture, in [0, 1]; the first labels have the rest. */
  readonly share: number;
}

/**
 * Mean cross-entropy of softmax(logits) over the frames that have a label, with its gradient written out: (softmax - wanted) / n,
 * where `wanted` is 1 for the label, or for a mixture the shares of its two labels.
 *
 * @param logits `[batch, frames, labels]`
 * @param targets label indices `[batch × frames]`; -1 is ignored
 * @param mixedIn the second labels, where the frames are mixtures
 * @returns a scalar, in nats; 0 where no frame has a label
 * @example frameCrossEntropy(tf.zeros([1, 1, 2]), Int32Array.of(1)) // 0.6931
 */
export function frameCrossEntropy(logits: tf.Tensor, targets: Int32Array, mixedIn?: MixedIn): tf.Scalar {
  const labels = logits.shape.at(-1)!;
  const labelled = targets.reduce((count, target) => count + (target >= 0 ? 1 : 0), 0);
  const shares = new Float32Array(targets.length * labels);
  const weight = new Float32Array(targets.length);
  targets.forEach((target, row) => {
    if (target < 0) return;
    shares[row * labels + target] = 1 - (mixedIn?.share ?? 0);
    if (mixedIn) shares[row * labels + mixedIn.targets[row]!]! += mixedIn.share;
    weight[row] = 1 / labelled;
  });
  const crossEntropy = tf.customGrad((...inputs) => {
    const [x, save] = inputs as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const rows = x.reshape([targets.length, labels]);
    const wanted = tf.tensor2d(shares, [targets.length, labels]);
    const weights = tf.tensor2d(weight, [targets.length, 1]);
    const shifted = rows.sub(rows.max(1, true));
    const logPosteriors = shifted.sub(shifted.exp().sum(1, true).log());
    save([logPosteriors, wanted, weights]);
    const value = logPosteriors.mul(wanted).sum(1, true).mul(weights).sum().neg();
    const gradFunc = (upstream: tf.Tensor, saved: tf.Tensor[]) =>
      saved[0]!.exp().sub(saved[1]!).mul(saved[2]!).mul(upstream).reshape(logits.shape);
    return { value, gradFunc };
  });
  return crossEntropy(logits) as tf.Scalar;
}

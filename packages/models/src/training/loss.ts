import * as tf from '@tensorflow/tfjs';

/**
 * Mean cross-entropy of softmax(logits) over the frames that have a label, with its gradient written out: (softmax - one-hot) / n.
 *
 * @param logits `[batch, frames, labels]`
 * @param targets label indices `[batch × frames]`; -1 is ignored
 * @returns a scalar, in nats; 0 where no frame has a label
 * @example frameCrossEntropy(tf.zeros([1, 1, 2]), Int32Array.of(1)) // 0.6931
 */
export function frameCrossEntropy(logits: tf.Tensor, targets: Int32Array): tf.Scalar {
  const labels = logits.shape.at(-1)!;
  const labelled = targets.reduce((count, target) => count + (target >= 0 ? 1 : 0), 0);
  const oneHot = new Float32Array(targets.length * labels);
  const weight = new Float32Array(targets.length);
  targets.forEach((target, row) => {
    if (target < 0) return;
    oneHot[row * labels + target] = 1;
    weight[row] = 1 / labelled;
  });
  const crossEntropy = tf.customGrad((...inputs) => {
    const [x, save] = inputs as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const rows = x.reshape([targets.length, labels]);
    const wanted = tf.tensor2d(oneHot, [targets.length, labels]);
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

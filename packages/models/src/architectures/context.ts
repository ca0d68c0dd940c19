import * as tf from '@tensorflow/tfjs';

const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(to) as tf.SymbolicTensor;

const crop = (from: tf.SymbolicTensor, before: number, after: number, name: string) =>
  apply(
    tf.layers.cropping2D({
      cropping: [
        [before, after],
        [0, 0],
      ],
      name,
    }),
    from,
  );

/**
 * The mean of every `frames` windows that follow one another, by halving: the mean of two neighbours, of two such means, and so on. That
 * costs as many steps as `frames` has halves, where pooling costs as many as it has frames.
 */
function runningMean(signal: tf.SymbolicTensor, frames: number, name: string): tf.SymbolicTensor {
  let mean = signal;
  for (let span = 1; span < frames; span *= 2)
    mean = apply(tf.layers.average({ name: `${name}${2 * span}` }), [
      crop(mean, 0, span, `${name}${2 * span}-first`),
      crop(mean, span, 0, `${name}${2 * span}-second`),
    ]);
  return mean;
}

/**
 * Adds to what a network makes of every window how that goes on around it: its mean over `frames` windows, the mean of its squares, and
 * the square of its mean. The latter two tell the variance, so that a linear readout can tell what comes and goes, as syllables do, from
 * what stays (statistics pooling: Snyder et al. 2017). All layers are plain ones without weights.
 *
 * @param signal `[batch, windows, 1, units]`
 * @param frames a power of two; 1 adds nothing
 * @returns `[batch, windows - frames + 1, 1, 4 × units]`, in the order above, the window itself first; it is the middle one
 * @throws RangeError where frames is no power of two
 * @example withContext(bottleneck, 128) // each window with 64 before and 63 after it
 */
export function withContext(signal: tf.SymbolicTensor, frames: number): tf.SymbolicTensor {
  if (!Number.isInteger(Math.log2(frames)))
    throw new RangeError(
      `the context is ${frames} frames; expected a power of two, such as 128, or 1 for none`,
    );
  if (frames === 1) return signal;
  const units = signal.shape.at(-1)!;
  const again = (of: tf.SymbolicTensor, name: string) =>
    apply(tf.layers.reshape({ targetShape: [-1, 1, units], name }), of);
  // A layer that reads one tensor twice makes tfjs dispose of it too early, so it reads it under two names.
  const square = (of: tf.SymbolicTensor, name: string) =>
    apply(tf.layers.multiply({ name }), [of, again(of, `${name}-factor`)]);
  const mean = runningMean(signal, frames, 'mean');
  const meanSquare = runningMean(square(signal, 'square'), frames, 'mean-square');
  // A crop of unknown length has a negative one to tfjs; shaped again it is unknown.
  const centre = again(crop(signal, frames / 2, frames / 2 - 1, 'centre-crop'), 'centre');
  return apply(tf.layers.concatenate({ name: 'context' }), [
    centre,
    mean,
    meanSquare,
    square(mean, 'squared-mean'),
  ]);
}

import * as tf from '@tensorflow/tfjs';
import { buildNetwork } from '../architectures/index.ts';
import { transferWeights } from '../architectures/transfer-weights.ts';
import type { Classifier, Encoder } from '../artifact.ts';
import type { ModelContract } from '../contract.ts';
import type { Readout } from './readout.ts';

/**
 * A classifier that hears with an encoder and decides with a readout: a plain network of the encoder's architecture, whose last layer
 * is the readout, once for each frame that a window answers.
 *
 * @param encoder its weights are copied; it is not disposed here
 * @param contract what the encoder's contract does not say
 * @throws RangeError where the readout is for another encoder
 * @example const classifier = readoutClassifier(encoder, readout, { output: 'window', decision, calibration, provenance })
 */
export function readoutClassifier(
  encoder: Encoder,
  { labels, weights, bias }: Readout,
  contract: Pick<ModelContract, 'output' | 'decision' | 'calibration' | 'provenance'>,
): Classifier {
  const { architecture, windows, features } = encoder.contract;
  const shape = { windowFrames: windows.frames, bands: features.bands, labels: labels.length };
  const network = buildNetwork(architecture, shape, 0);
  transferWeights(encoder.network, network);
  setReadout(network, { weights, bias });
  return { contract: { ...encoder.contract, ...contract, labels: [...labels] }, network };
}

/** The channels of `logits` are label by label within each frame of a window. */
function setReadout(network: tf.LayersModel, { weights, bias }: Pick<Readout, 'weights' | 'bias'>): void {
  const layer = network.getLayer('logits');
  const [kernelShape, biasShape] = layer.getWeights().map(({ shape }) => shape) as [number[], number[]];
  const labels = bias.length;
  const units = weights.length / labels;
  const channels = biasShape[0]!;
  if (kernelShape.at(-2) !== units || channels % labels !== 0)
    throw new RangeError(
      `the readout reads ${units} units for ${labels} labels; the layer 'logits' has shape ${kernelShape.join(' × ')}: fit it on this encoder's embeddings`,
    );
  const kernel = Float32Array.from({ length: units * channels }, (_, i) => {
    const unit = Math.floor(i / channels);
    return weights[unit * labels + (i % labels)]!;
  });
  tf.tidy(() =>
    layer.setWeights([
      tf.tensor(kernel, kernelShape),
      tf.tensor1d(Float32Array.from({ length: channels }, (_, i) => bias[i % labels]!)),
    ]),
  );
}

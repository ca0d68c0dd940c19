import { normalize } from '@earmark/dataset';
import { concatenate, FrameGrid, type Spectrogram } from '@earmark/dsp';
import * as tf from '@tensorflow/tfjs';
import type { Classifier } from '../artifact.ts';
import { assertSameFeatures, type ModelContract } from '../contract.ts';
import { softmax } from '../evaluation/temperature.ts';

/** The probability of every label at every frame. */
export interface Posteriors {
  /** Row-major `[frames][labels]`; a row sums to 1. */
  readonly values: Float32Array;
  readonly frames: number;
  readonly labels: readonly string[];
  readonly grid: FrameGrid;
}

/** Turns spectrogram frames into logits as they come; a frame is answered once the frames of its right context are there. */
export interface LogitStream {
  /** Takes dB frames, row-major `[frames][bands]`; returns the logits, `[frames][labels]`, of the frames that became complete. */
  push(values: Float32Array): Promise<Float32Array>;
  /** Returns the logits of the frames that are left, and starts anew. */
  flush(): Promise<Float32Array>;
}

/** Frames that go through the network at once: large enough to be fast, small enough that an hour needs little memory. */
const BLOCK_FRAMES = 2048;

/**
 * The one way from a spectrogram to a network's answers, for files, streams, training's validation and the player.
 *
 * The posterior of frame t comes from the window of `contract.windows.frames` frames around it; what lies beyond the recording's
 * ends is the training mean. The network is convolutional in time, so a block of frames costs one pass, and the block's size does
 * not change the numbers.
 *
 * @param classifier the network, which is not disposed here, and how its contract shapes its input
 * @param minFrames answers are computed once this many are due: 1 for live input, more for files
 * @example const stream = createLogitStream(classifier); const logits = [await stream.push(values), await stream.flush()]
 */
export function createLogitStream(
  {
    contract,
    network,
  }: { contract: Pick<ModelContract, 'features' | 'windows' | 'normalization'>; network: tf.LayersModel },
  minFrames = BLOCK_FRAMES,
): LogitStream {
  const { bands } = contract.features;
  const windowFrames = contract.windows.frames;
  const context = windowFrames - 1;
  const leftContext = windowFrames >> 1;
  // Zero is the training mean: values here are normalized.
  const beyond = (frames: number) => new Float32Array(frames * bands);
  let waiting = beyond(leftContext);

  async function answer(dueFrames: number): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    for (let from = 0; from < dueFrames; from += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, dueFrames - from);
      const block = waiting.subarray(from * bands, (from + frames + context) * bands);
      const logits = tf.tidy(
        () => network.predict(tf.tensor4d(block, [1, frames + context, bands, 1])) as tf.Tensor,
      );
      parts.push((await logits.data()) as Float32Array);
      logits.dispose();
    }
    waiting = waiting.slice(dueFrames * bands);
    return concatenate(parts);
  }

  const dueFrames = () => Math.max(0, waiting.length / bands - context);
  return {
    async push(values) {
      waiting = concatenate([waiting, normalize(values, contract.normalization)]);
      return dueFrames() >= minFrames ? answer(dueFrames()) : new Float32Array(0);
    },
    async flush() {
      waiting = concatenate([waiting, beyond(context - leftContext)]);
      const rest = await answer(dueFrames());
      waiting = beyond(leftContext);
      return rest;
    },
  };
}

/**
 * The posteriors of every frame of a spectrogram.
 *
 * @param classifier network and contract
 * @param spectrogram in dB, with the contract's own features
 * @returns as many rows as the spectrogram has frames
 * @throws ContractError where the spectrogram was made with other features, naming each
 * @example (await posteriors(classifier, await spectrogram(audio, classifier.contract.features))).values[1] // 0.98
 */
export async function posteriors(classifier: Classifier, spectrogram: Spectrogram): Promise<Posteriors> {
  assertSameFeatures(classifier.contract.features, spectrogram.features, 'the spectrogram');
  const stream = createLogitStream(classifier);
  const logits = concatenate([await stream.push(spectrogram.values), await stream.flush()]);
  return posteriorsOf(logits, classifier);
}

/**
 * Softmax of logits divided by the contract's temperature (Guo et al. 2017), with their time grid.
 *
 * @param logits row-major `[frames][labels]`
 * @example posteriorsOf(Float32Array.of(0, 0), classifier).values // [0.5, 0.5]
 */
export function posteriorsOf(logits: Float32Array, { contract }: Pick<Classifier, 'contract'>): Posteriors {
  const { labels, calibration } = contract;
  const values = softmax(logits, labels.length, calibration.temperature);
  return { values, frames: logits.length / labels.length, labels, grid: new FrameGrid(contract.features) };
}

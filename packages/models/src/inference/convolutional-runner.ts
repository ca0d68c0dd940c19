import type { WindowSpec } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import * as tf from '@tensorflow/tfjs';

/** Runs a network over frames as they come. Calls need not wait for one another: what a call takes, it has taken when it returns. */
export interface NetworkRunner {
  /** Takes normalized frames, row-major `[frames][bands]`; returns the network's answers, row-major, to the windows that they complete. */
  run(values: Float32Array): Promise<Float32Array>;
  /** The answers to the window that ends with these frames, if they came next; they are not taken. Empty where no window is whole by then. */
  peek(values: Float32Array): Promise<Float32Array>;
  /** Forgets all frames. */
  reset(): void;
}

/** Frames that go through the network at once, at most: each block computes its window's context anew, and all of it lies in memory. */
const BLOCK_FRAMES = 4096;

/**
 * Runs a network that is convolutional in time: a block of frames costs one pass, and where the frames are cut does not change the
 * numbers.
 *
 * @param network from `[1, frames, bands, 1]` to answers; not disposed here
 * @example await createConvolutionalRunner(network, contract.windows, 64).run(frames)
 */
export function createConvolutionalRunner(
  network: tf.LayersModel,
  { frames: windowFrames, hop }: WindowSpec,
  bands: number,
): NetworkRunner {
  let waiting = new Float32Array(0);
  async function answersTo(block: Float32Array): Promise<Float32Array> {
    const answers = tf.tidy(
      () => network.predict(tf.tensor4d(block, [1, block.length / bands, bands, 1])) as tf.Tensor,
    );
    try {
      return (await answers.data()) as Float32Array;
    } finally {
      answers.dispose();
    }
  }
  return {
    async run(values) {
      const taken = concatenate([waiting, values]);
      const windows = Math.max(0, Math.floor((taken.length / bands - windowFrames) / hop) + 1);
      waiting = taken.slice(windows * hop * bands);
      // Equal blocks: a short one at the end would be mostly context.
      const blocks = Math.ceil((windows * hop) / BLOCK_FRAMES);
      const blockWindows = Math.ceil(windows / blocks);
      const parts: Float32Array[] = [];
      for (let from = 0; from < windows; from += blockWindows) {
        const frames = (Math.min(blockWindows, windows - from) - 1) * hop + windowFrames;
        const block = taken.subarray(from * hop * bands, (from * hop + frames) * bands);
        parts.push(await answersTo(block));
      }
      return concatenate(parts);
    },
    async peek(values) {
      const seen = concatenate([waiting, values]);
      const length = windowFrames * bands;
      return seen.length < length ? new Float32Array(0) : answersTo(seen.subarray(-length));
    },
    reset() {
      waiting = new Float32Array(0);
    },
  };
}

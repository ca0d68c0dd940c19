import { normalize } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import type * as tf from '@tensorflow/tfjs';
import { leftContextFrames } from '../architectures/window.ts';
import type { ModelContract } from '../contract.ts';
import { createConvolutionalRunner } from './convolutional-runner.ts';
import { assertFiniteFrames } from './finite-frames.ts';
import { createRecurrentRunner } from './recurrent-runner.ts';

/**
 * Turns spectrogram frames into a network's answers as they come; a frame is answered once the frames of its right context are there.
 * Calls need not wait for one another. Where the network fails, the recording is given up: what comes next begins another.
 */
export interface AnswerStream {
  /**
   * Takes dB frames, row-major `[frames][bands]`; returns the answers, row-major, to the frames that became complete.
   *
   * @throws RangeError where a value is not finite, naming the frame since the recording's beginning, and goes on as if it had not been
   *   called
   */
  push(values: Float32Array): Promise<Float32Array>;
  /**
   * The answer to the newest frame before its right context is there, as if that were the frames before it in reversed order: sound goes on
   * much as it was. Nothing changes for the frames to come. Empty where not even one window is there.
   */
  peek(): Promise<Float32Array>;
  /** Returns the answers to the frames that are left, and starts anew. */
  flush(): Promise<Float32Array>;
}

/** What of a contract shapes a network's input. */
export type InputContract = Pick<ModelContract, 'features' | 'windows' | 'normalization' | 'architecture'>;

/**
 * Frames that wait until they are answered together: large enough to be fast, small enough that an hour needs little memory. A
 * recurrent network runs stretches of them side by side, each of which is warmed up first.
 */
const WAITING_FRAMES = 3072;
const WAITING_FRAMES_RECURRENT = 16_384;

/**
 * The one way from a spectrogram to a network's answers, for files, streams, training's validation and the player.
 *
 * Frames are answered from the window of `contract.windows.frames` frames around them; what lies beyond the recording's ends is the
 * training mean. How the frames are cut into pushes does not change the numbers.
 *
 * @param classifier the network, which is not disposed here, and how its contract shapes its input. Cut before its `logits`, the
 *   network answers with one row for each window; else with one for each frame.
 * @param minFrames answers are computed once this many frames wait: 1 for live input, more for files
 * @example const stream = createAnswerStream(classifier); const logits = [await stream.push(values), await stream.flush()]
 */
export function createAnswerStream(
  { contract, network }: { contract: InputContract; network: tf.LayersModel },
  minFrames?: number,
): AnswerStream {
  const { windows, normalization, architecture } = contract;
  const { bands } = contract.features;
  const leftContext = leftContextFrames(architecture, windows);
  // Zero is the training mean: values here are normalized.
  const beyond = (frames: number) => new Float32Array(frames * bands);
  const isRecurrent = architecture.name === 'lstm';
  const createRunner = isRecurrent ? createRecurrentRunner : createConvolutionalRunner;
  const enoughFrames = minFrames ?? (isRecurrent ? WAITING_FRAMES_RECURRENT : WAITING_FRAMES);
  const rightContext = windows.frames - windows.hop - leftContext;
  const lastFrames = (values: Float32Array) =>
    values.subarray(Math.max(0, values.length - rightContext * bands));
  const outputs = network.outputs[0]!.shape.at(-1)!;
  const runner = createRunner(network, windows, bands);
  let recordings = 0;
  let waiting: Float32Array[] = [beyond(leftContext)];
  let waitingFrames = 0;
  let frames = 0;
  /** As many as a mirror image of the right context needs. */
  let newest = new Float32Array(0);

  function startAnew(): void {
    runner.reset();
    recordings++;
    [waiting, waitingFrames, frames] = [[beyond(leftContext)], 0, 0];
    newest = new Float32Array(0);
  }

  async function answer(): Promise<Float32Array> {
    const recording = recordings;
    const values = concatenate(waiting);
    [waiting, waitingFrames] = [[], 0];
    try {
      return await runner.run(values);
    } catch (error) {
      if (recording === recordings) startAnew();
      throw error;
    }
  }

  return {
    async push(values) {
      assertFiniteFrames(values, bands, frames);
      const normalized = normalize(values, normalization);
      waiting.push(normalized);
      newest = lastFrames(concatenate([newest, lastFrames(normalized)])).slice();
      frames += values.length / bands;
      waitingFrames += values.length / bands;
      return waitingFrames >= enoughFrames ? answer() : new Float32Array(0);
    },
    async peek() {
      if (frames === 0) return new Float32Array(0);
      const answers = await runner.peek(concatenate([...waiting, mirrored(newest, bands, rightContext)]));
      return answers.subarray(-outputs);
    },
    async flush() {
      const missing = (windows.hop - (frames % windows.hop)) % windows.hop;
      waiting.push(beyond(rightContext + missing));
      const answering = answer();
      startAnew();
      const rest = await answering;
      return rest.subarray(0, rest.length - missing * surplusPerFrame(network));
    },
  };
}

/** Frames in reversed order, the newest first; where there are fewer than `count`, the oldest again and again. */
function mirrored(values: Float32Array, bands: number, count: number): Float32Array {
  const image = new Float32Array(count * bands);
  for (let frame = 0; frame < count; frame++) {
    const from = Math.max(0, values.length - (frame + 1) * bands);
    image.set(values.subarray(from, from + bands), frame * bands);
  }
  return image;
}

/** Answers that a frame too many has brought: none where the network answers a window as a whole. */
const surplusPerFrame = (network: tf.LayersModel): number => {
  const shape = network.outputs[0]!.shape;
  return shape.length === 3 ? shape[2]! : 0;
};

import { createSpectrogramStream } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';
import { createAnswerStream } from './answer-stream.ts';
import { posteriorsOf } from './posteriors.ts';

/** What a classifier makes of the samples that came last. */
export interface LiveAnswer {
  /** The spectrogram's new frames, row-major `[frames][bands]`. */
  readonly frames: Float32Array;
  /** The posterior of each label at the newest frame, while its right context is still to come; empty as long as there is no frame. */
  readonly provisional: Float32Array;
  /** Row-major `[frames][labels]`: those frames, next in order, whose right context is there. */
  readonly final: Float32Array;
}

/** Hears samples as they come. Calls are answered in order. */
export interface LiveClassifier {
  /** @throws RangeError where a sample is no finite number */
  push(samples: Float32Array): Promise<LiveAnswer>;
}

/** Final answers wait until so many can be given at once: each time their whole context is computed anew. */
const FINAL_FRAMES = 16;

/**
 * A classifier for live input. It answers at once, from what was heard so far, and finally, once the right context of a frame is there: the
 * final posteriors are those of `classify`.
 *
 * For the answer at once the right context is guessed, see `AnswerStream.peek`. `tools/bench/live-answers.ts` measures how much worse it is
 * than the final one.
 *
 * @param sampleRate of the samples, in Hz; they are resampled to the contract's rate
 * @example const { provisional } = await (await createLiveClassifier(classifier, 48_000)).push(samples); // [0.1, 0.9]
 */
export async function createLiveClassifier(
  classifier: Classifier,
  sampleRate: number,
): Promise<LiveClassifier> {
  const spectrogram = await createSpectrogramStream(classifier.contract.features, sampleRate);
  const network = createAnswerStream(classifier, FINAL_FRAMES);
  let provisional: Float32Array = new Float32Array(0);
  return {
    async push(samples) {
      const frames = spectrogram.push(samples);
      const logits = network.push(frames);
      const final = posteriorsOf(await logits, classifier).values;
      if (frames.length > 0) provisional = posteriorsOf(await network.peek(), classifier).values;
      return { frames, provisional, final };
    },
  };
}

import type { Segment } from '@earmark/dataset';
import { concatenate, createSpectrogramStream } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';
import { createAnswerStream } from './answer-stream.ts';
import { posteriorsOf, type Posteriors } from './posteriors.ts';
import { segmentPosteriors } from './segmenter.ts';

/** What a network heard in one recording. */
export interface Classification {
  readonly durationSeconds: number;
  readonly posteriors: Posteriors;
  /** Without gaps from 0 to `durationSeconds`. */
  readonly segments: readonly Segment[];
}

/**
 * Classifies a recording at every frame: resampling, spectrogram and windows as the contract says, network, segmenter. The audio
 * goes through in pieces, so an hour needs no more memory than its posteriors and a few seconds of samples.
 *
 * @param classifier network and contract
 * @param chunks mono samples in [-1, 1], in pieces of any length
 * @param sampleRate of the samples, in Hz; they are resampled to the contract's rate
 * @param onProgress hears how many seconds have been read
 * @throws RangeError where the recording is shorter than one frame, or holds a sample that is no finite number
 * @example const { segments } = await classify(classifier, [samples], 16000)
 */
export async function classify(
  classifier: Classifier,
  chunks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  sampleRate: number,
  onProgress?: (seconds: number) => void,
): Promise<Classification> {
  const { features, decision } = classifier.contract;
  const spectrogram = await createSpectrogramStream(features, sampleRate);
  const network = createAnswerStream(classifier);
  const logits: Float32Array[] = [];
  let samples = 0;
  for await (const chunk of chunks) {
    samples += chunk.length;
    logits.push(await network.push(spectrogram.push(chunk)));
    onProgress?.(samples / sampleRate);
  }
  logits.push(await network.push(spectrogram.flush()), await network.flush());
  const durationSeconds = samples / sampleRate;
  const posteriors = posteriorsOf(concatenate(logits), classifier);
  if (posteriors.frames === 0)
    throw new RangeError(
      `the recording lasts ${durationSeconds} s; at least one frame, ${features.frameLength / features.sampleRate} s, is needed`,
    );
  return { durationSeconds, posteriors, segments: segmentPosteriors(posteriors, decision, durationSeconds) };
}

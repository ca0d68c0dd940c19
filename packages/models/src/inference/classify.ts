import type { Segment } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';
import { answerPieces } from './answer-pieces.ts';
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
  const logits: Float32Array[] = [];
  let durationSeconds = 0;
  for await (const { answers, seconds } of answerPieces(classifier, chunks, sampleRate)) {
    logits.push(answers);
    durationSeconds = seconds;
    onProgress?.(seconds);
  }
  const posteriors = posteriorsOf(concatenate(logits), classifier);
  const segments = segmentPosteriors(posteriors, classifier.contract.decision, durationSeconds);
  return { durationSeconds, posteriors, segments };
}

import { concatenate, FrameGrid, type Spectrogram } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';
import { assertSameFeatures } from '../contract.ts';
import { calibrate } from '../evaluation/calibrate.ts';
import { createAnswerStream } from './answer-stream.ts';

/** The probability of every label at every frame. */
export interface Posteriors {
  /** Row-major `[frames][labels]`; a row sums to 1. */
  readonly values: Float32Array;
  readonly frames: number;
  readonly labels: readonly string[];
  readonly grid: FrameGrid;
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
  const stream = createAnswerStream(classifier);
  const logits = concatenate([await stream.push(spectrogram.values), await stream.flush()]);
  return posteriorsOf(logits, classifier);
}

/**
 * Logits calibrated as the contract says (see {@link calibrate}), with their time grid.
 *
 * @param logits row-major `[frames][labels]`
 * @example posteriorsOf(Float32Array.of(0, 0), classifier).values // [0.5, 0.5]
 */
export function posteriorsOf(logits: Float32Array, { contract }: Pick<Classifier, 'contract'>): Posteriors {
  const { labels, calibration } = contract;
  const values = calibrate(logits, labels.length, calibration);
  return { values, frames: logits.length / labels.length, labels, grid: new FrameGrid(contract.features) };
}

import { concatenate, createSpectrogramStream } from '@earmark/dsp';
import type * as tf from '@tensorflow/tfjs';
import { createAnswerStream, type InputContract } from './answer-stream.ts';

/** What became of a recording up to here. */
export interface AnsweredPiece {
  /** Those that are new, row-major; they come in blocks, so that most pieces bring none. */
  readonly answers: Float32Array;
  /** Read so far. */
  readonly seconds: number;
  /** Of the spectrogram so far; in the last piece all have been answered. */
  readonly frames: number;
}

/**
 * Lets a network answer a recording that comes in pieces: resampling, spectrogram and windows as the contract says. An hour needs no more
 * memory than a few seconds of samples.
 *
 * @param hearing a network, whole or cut before its `logits`, and its contract
 * @param chunks mono samples in [-1, 1], in pieces of any length
 * @param sampleRate of the samples, in Hz; they are resampled to the contract's rate
 * @returns a piece for each of the chunks, and one for the end
 * @throws RangeError where the recording is shorter than one frame, or holds a sample that is no finite number
 * @example for await (const { answers } of answerPieces(encoder, [samples], 16000)) rows.push(answers)
 */
export async function* answerPieces(
  hearing: { readonly contract: InputContract; readonly network: tf.LayersModel },
  chunks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  sampleRate: number,
): AsyncGenerator<AnsweredPiece> {
  const { features } = hearing.contract;
  const spectrogram = await createSpectrogramStream(features, sampleRate);
  const network = createAnswerStream(hearing);
  let samples = 0;
  let frames = 0;
  const answersTo = (values: Float32Array) => {
    frames += values.length / features.bands;
    return network.push(values);
  };
  for await (const chunk of chunks) {
    samples += chunk.length;
    const answers = await answersTo(spectrogram.push(chunk));
    yield { answers, seconds: samples / sampleRate, frames };
  }
  const seconds = samples / sampleRate;
  const last = await answersTo(spectrogram.flush());
  if (frames === 0)
    throw new RangeError(
      `the recording lasts ${seconds} s; at least one frame, ${features.frameLength / features.sampleRate} s, is needed`,
    );
  yield { answers: concatenate([last, await network.flush()]), seconds, frames };
}

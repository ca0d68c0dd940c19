import { concatenate } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';

/**
 * What an encoder made of one recording, to be read out again and again without hearing the recording again.
 *
 * @example const embedded: EmbeddedRecording = { frames: source.frames, units: 64, hop: 4, rows: [window0And1, window2] }
 */
export interface EmbeddedRecording {
  /** Of the spectrogram. */
  readonly frames: number;
  /** Elements of an embedding. */
  readonly units: number;
  /** Frames that a window answers; the last may answer fewer. */
  readonly hop: number;
  /** All windows, piece by piece, row-major `[windows][units]`; the same whenever they are gone through. */
  readonly rows: Iterable<Float32Array> | AsyncIterable<Float32Array>;
}

/**
 * The last layer of a classifier, by which embeddings become logits.
 *
 * @returns a function from embeddings, row-major `[windows][units]`, to logits, row-major `[windows × hop][labels]`
 * @example logitLayer(classifier)(rows) // what the classifier answers to the frames of these windows
 */
export function logitLayer({ network }: Pick<Classifier, 'network'>): (rows: Float32Array) => Float32Array {
  const [kernel, bias] = network.getLayer('logits').getWeights();
  const outputs = bias!.size;
  const units = kernel!.size / outputs;
  const offsets = bias!.dataSync<'float32'>().slice();
  const weights = Float32Array.from(kernel!.dataSync());
  return (rows) => {
    const windows = rows.length / units;
    const logits = new Float32Array(windows * outputs);
    const sums = new Float64Array(outputs);
    for (let window = 0, at = 0; window < windows; window++) {
      sums.set(offsets);
      for (let unit = 0; unit < units; unit++, at++) {
        const value = rows[at]!;
        const first = unit * outputs;
        for (let output = 0; output < outputs; output++) sums[output]! += value * weights[first + output]!;
      }
      logits.set(sums, window * outputs);
    }
    return logits;
  };
}

/**
 * The logits of every frame of a recording that its encoder has heard.
 *
 * @param classifier one whose layers before `logits` are those of the encoder
 * @param signal ends it between two pieces of the recording
 * @returns row-major `[frames][labels]`, as `classify` has them
 * @throws the signal's reason where it is aborted
 * @example posteriorsOf(await embeddedLogits(embedded, classifier), classifier)
 */
export async function embeddedLogits(
  { frames, rows }: Pick<EmbeddedRecording, 'frames' | 'rows'>,
  classifier: Classifier,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const layer = logitLayer(classifier);
  const parts: Float32Array[] = [];
  for await (const piece of rows) {
    signal?.throwIfAborted();
    parts.push(layer(piece));
  }
  return concatenate(parts).subarray(0, frames * classifier.contract.labels.length);
}

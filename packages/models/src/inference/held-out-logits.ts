import { framePieces } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import type { Classifier } from '../artifact.ts';
import { finiteSource } from '../training/finite-source.ts';
import type { LabelledFrames } from '../training/spans.ts';
import { createAnswerStream } from './answer-stream.ts';

/** A network's answers to one labelled recording. */
export interface HeldOutLogits<Recording extends LabelledFrames = LabelledFrames> {
  readonly recording: Recording;
  /** Row-major `[frames][labels]`, for every frame, labelled or not. */
  readonly logits: Float32Array;
}

/**
 * Lets a network answer labelled recordings, whole and as recorded, one after the other.
 *
 * @throws RangeError where a value is not finite, naming recording and frame
 * @example for await (const { recording, logits } of heldOutLogits(classifier, test)) …
 */
export async function* heldOutLogits<Recording extends LabelledFrames>(
  classifier: Classifier,
  recordings: readonly Recording[],
): AsyncGenerator<HeldOutLogits<Recording>> {
  for (const recording of recordings) {
    const stream = createAnswerStream(classifier);
    const parts: Float32Array[] = [];
    for (const values of framePieces(finiteSource(recording.uri, recording.source)))
      parts.push(await stream.push(values));
    parts.push(await stream.flush());
    yield { recording, logits: concatenate(parts) };
  }
}

import type { Classifier } from '../artifact.ts';
import type { LabelledFrames } from '../training/spans.ts';
import { concatenate, createLogitStream } from './posteriors.ts';

/** A network's answers to one labelled recording. */
export interface HeldOutLogits {
  readonly recording: LabelledFrames;
  /** Row-major `[frames][labels]`, for every frame, labelled or not. */
  readonly logits: Float32Array;
}

/** Frames that are read from a recording at once. */
const READ_FRAMES = 4096;

/**
 * Lets a network answer labelled recordings, whole and as recorded, one after the other.
 *
 * @example for await (const { recording, logits } of heldOutLogits(classifier, test)) …
 */
export async function* heldOutLogits(
  classifier: Classifier,
  recordings: readonly LabelledFrames[],
): AsyncGenerator<HeldOutLogits> {
  for (const recording of recordings) {
    const stream = createLogitStream(classifier);
    const parts: Float32Array[] = [];
    const { source } = recording;
    for (let from = 0; from < source.frames; from += READ_FRAMES)
      parts.push(await stream.push(source.read(from, Math.min(READ_FRAMES, source.frames - from))));
    parts.push(await stream.flush());
    yield { recording, logits: concatenate(parts) };
  }
}

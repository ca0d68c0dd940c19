import { setImmediate } from 'node:timers/promises';
import { framePieces, type FrameSource } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import { frameEnergy, heldOutLogits, type Classifier } from '@earmark/models';
import type { LabelledRecording } from './labelled-splits.ts';

/** A network's answers to one labelled recording. */
export interface HeardRecording extends LabelledRecording {
  /** Row-major `[frames][labels]`. */
  readonly logits: Float32Array;
  /** Energy of every frame in dB: what the simplest detector goes by. */
  readonly energyDb: Float32Array;
}

/**
 * Lets a network hear recordings as they are, one after the other. Their spectrograms are read a piece at a time; what stays in memory
 * are a few numbers for each frame.
 *
 * @param onHeard is called after every recording with how many are done; what it throws ends the work
 * @example const heard = await hearRecordings(classifier, splits.test)
 */
export async function hearRecordings(
  classifier: Classifier,
  recordings: readonly LabelledRecording[],
  onHeard?: (done: number) => void,
): Promise<HeardRecording[]> {
  const heard: HeardRecording[] = [];
  for await (const { recording, logits } of heldOutLogits(classifier, recordings)) {
    heard.push({ ...recording, logits, energyDb: energyOf(recording.source) });
    // Lets Ctrl+C through.
    await setImmediate();
    onHeard?.(heard.length);
  }
  return heard;
}

/** Energy of every frame in dB, read a piece at a time. */
export function energyOf(source: FrameSource): Float32Array {
  const energies: Float32Array[] = [];
  for (const values of framePieces(source)) energies.push(frameEnergy(values, source.bands));
  return concatenate(energies);
}

/** The targets of all recordings, one after the other. */
export function joinTargets(recordings: readonly { readonly targets: ArrayLike<number> }[]): Int8Array {
  const joined = new Int8Array(recordings.reduce((length, { targets }) => length + targets.length, 0));
  let at = 0;
  for (const { targets } of recordings) {
    joined.set(targets, at);
    at += targets.length;
  }
  return joined;
}

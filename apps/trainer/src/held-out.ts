import { frameEnergy, heldOutLogits, type Classifier } from '@earmark/models';
import type { LabelledRecording } from './labelled-splits.ts';

/** A network's answers to one recording of a split, and where its frames lie among all of the split. */
export interface HeardRecording extends LabelledRecording {
  readonly from: number;
  readonly to: number;
}

/** All frames of a split, one recording after the other. */
export interface HeardSplit {
  readonly recordings: readonly HeardRecording[];
  /** Row-major `[frames][labels]`. */
  readonly logits: Float32Array;
  /** Label index of every frame, -1 where there is none. */
  readonly targets: Int8Array;
  /** Energy of every frame in dB. */
  readonly energyDb: Float32Array;
}

/** Lets a network hear every recording of a split, as recorded. */
export async function hearSplit(
  classifier: Classifier,
  recordings: readonly LabelledRecording[],
): Promise<HeardSplit> {
  const { labels, features } = classifier.contract;
  const frames = recordings.reduce((sum, { targets }) => sum + targets.length, 0);
  const logits = new Float32Array(frames * labels.length);
  const targets = new Int8Array(frames);
  const energyDb = new Float32Array(frames);
  const heardRecordings: HeardRecording[] = [];
  let from = 0;
  for await (const { recording, logits: heard } of heldOutLogits(classifier, recordings)) {
    const { source } = recording;
    logits.set(heard, from * labels.length);
    targets.set(recording.targets, from);
    energyDb.set(frameEnergy(source.read(0, source.frames), features.bands), from);
    heardRecordings.push({ ...recording, from, to: from + source.frames });
    from += source.frames;
  }
  return { recordings: heardRecordings, logits, targets, energyDb };
}

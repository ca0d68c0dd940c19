import { openRecording } from '@earmark/dataset/node';
import { classify, selectBackend } from '@earmark/models';
import { defaultModelFolder, readArtifact } from '@earmark/models/node';

/** When another label becomes the likeliest one. */
export interface LabelTurn {
  readonly label: string;
  readonly seconds: number;
}

/** What the square has to show while a recording plays: the turns of the likeliest label, as the default model hears it. */
export async function labelTurns(path: string): Promise<LabelTurn[]> {
  await selectBackend('wasm');
  const classifier = await readArtifact(defaultModelFolder());
  const recording = await openRecording(path);
  const { posteriors } = await classify(classifier, recording.chunks(), recording.sampleRate);
  const { values, frames, labels, grid } = posteriors;
  const turns: LabelTurn[] = [];
  let before: string | undefined;
  for (let frame = 0; frame < frames; frame++) {
    const row = values.subarray(frame * labels.length, (frame + 1) * labels.length);
    const label = labels[row.indexOf(Math.max(...row))]!;
    if (before !== undefined && label !== before) turns.push({ label, seconds: grid.boundarySeconds(frame) });
    before = label;
  }
  return turns;
}

import { createRandom } from '@earmark/dataset';
import type { LabelledFrames } from '../training/spans.ts';

/** Frames `[from, to)` of a recording that somebody might label in one go. */
interface Stretch {
  readonly recording: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What of a corpus would be labelled by somebody who has time for so many frames: stretches of a few seconds, drawn from all over the
 * corpus; every other label is taken away. Each label is there, however small the budget. With one seed a smaller budget is part of a
 * larger one, so that curves over the budget compare like with like.
 *
 * @param recordings with their full labels, which stay as they are
 * @param budgetFrames labelled frames that are left, exactly, or all there are
 * @param labels how many there are
 * @param options.stretchFrames longest stretch; smaller budgets have shorter ones, so that every label finds room
 * @returns the recordings in which anything is left labelled
 * @throws RangeError where a label has no frame, or the budget is below one frame a label
 * @example drawLabelBudget(train, 6000, 2, { stretchFrames: 300, seed: 1 }) // a minute of labels, three seconds at a time
 */
export function drawLabelBudget<Recording extends LabelledFrames>(
  recordings: readonly Recording[],
  budgetFrames: number,
  labels: number,
  { stretchFrames, seed }: { readonly stretchFrames: number; readonly seed: number },
): Recording[] {
  if (!(budgetFrames >= labels))
    throw new RangeError(
      `the budget is ${budgetFrames} frames; expected at least one for each of ${labels} labels`,
    );
  const longest = Math.max(1, Math.min(stretchFrames, Math.floor(budgetFrames / labels)));
  const order = createRandom(seed).shuffle(stretches(recordings, stretchFrames));
  const has = ({ recording, from, to }: Stretch, label: number) =>
    recordings[recording]!.targets.subarray(from, to).includes(label);
  const first: Stretch[] = [];
  for (let label = 0; label < labels; label++) {
    const found = order.find((stretch) => has(stretch, label));
    if (!found) throw new RangeError(`no frame has label ${label}: a budget needs some of each`);
    first.push(aroundLabel(recordings[found.recording]!.targets, found, label, longest));
  }

  const kept = recordings.map(({ targets }) => new Int8Array(targets.length).fill(-1));
  let left = budgetFrames;
  for (const { recording, from, to } of [...first, ...order]) {
    const { targets } = recordings[recording]!;
    for (let frame = from; frame < to && left > 0; frame++) {
      if (targets[frame]! < 0 || kept[recording]![frame]! >= 0) continue;
      kept[recording]![frame] = targets[frame]!;
      left--;
    }
  }
  return recordings
    .map((recording, index) => ({ ...recording, targets: kept[index]! }))
    .filter(({ targets }) => targets.some((target) => target >= 0));
}

/** All recordings, cut; stretches without a label are left out. */
function stretches(recordings: readonly LabelledFrames[], frames: number): Stretch[] {
  return recordings.flatMap(({ targets }, recording) =>
    Array.from({ length: Math.ceil(targets.length / frames) }, (_, index) => {
      const from = index * frames;
      return { recording, from, to: Math.min(targets.length, from + frames) };
    }).filter(({ from, to }) => targets.subarray(from, to).some((target) => target >= 0)),
  );
}

/** At most `frames` of a stretch, from the first frame of a label on. */
function aroundLabel(targets: Int8Array, stretch: Stretch, label: number, frames: number): Stretch {
  const from = targets.indexOf(label, stretch.from);
  return { ...stretch, from, to: Math.min(stretch.to, from + frames) };
}

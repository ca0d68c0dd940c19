import { createSegment, type Segment } from '@earmark/dataset';
import type { Decision } from '../contract.ts';
import type { Posteriors } from './posteriors.ts';

/** Frames `[from, to)` that carry one label. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/**
 * Turns posteriors into segments: hysteresis per frame, then every foreground segment is padded, then short gaps are bridged, then
 * short segments are dropped, in this order (Gelly and Gauvain 2015; `Binarize` of pyannote.audio 3 does the same).
 *
 * Padding takes from the background only, in whole frames. Two segments of one label that it joins become one; two of different
 * labels share the time between them, half each.
 *
 * @param posteriors one row for every frame, rows sum to 1
 * @param decision thresholds in [0, 1] and durations in seconds; where there is no background, nothing is padded or bridged
 * @param durationSeconds length of the recording: the last segment ends there
 * @returns segments without gaps from 0 to `durationSeconds`, neighbours differ in label; `confidence` is the mean posterior of the
 *   segment's label. Empty where there is no frame.
 * @example segmentPosteriors(posteriors, contract.decision, 2) // [{ start: 0, end: 0.8, label: 'noise', confidence: 0.97 }, …]
 */
export function segmentPosteriors(
  posteriors: Posteriors,
  decision: Decision,
  durationSeconds: number,
): Segment[] {
  const { frames, grid, labels } = posteriors;
  const background = decision.background === null ? -1 : labels.indexOf(decision.background);
  const frameSeconds = grid.hopSeconds;

  let runs = runsOf(decideFrames(posteriors, decision, background));
  if (background >= 0) {
    runs = padForeground(runs, background, Math.round((decision.paddingSeconds ?? 0) / frameSeconds));
    runs = bridgeGaps(runs, background, decision.minGapSeconds / frameSeconds);
  }
  runs = dropShort(runs, background, decision.minSegmentSeconds / frameSeconds);

  return runs.map(({ from, to, label }) =>
    createSegment({
      start: from === 0 ? 0 : grid.boundarySeconds(from),
      end: to === frames ? durationSeconds : grid.boundarySeconds(to),
      label: labels[label]!,
      confidence: meanPosterior(posteriors, from, to, label),
    }),
  );
}

/** A label per frame: a foreground label holds from `onset` until `offset`; where none holds, the background or the likeliest. */
function decideFrames(posteriors: Posteriors, { onset, offset }: Decision, background: number): Int32Array {
  const { values, frames, labels } = posteriors;
  const decided = new Int32Array(frames);
  let current = -1;
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * labels.length;
    let likeliest = -1;
    for (let label = 0; label < labels.length; label++)
      if (label !== background && (likeliest < 0 || values[row + label]! > values[row + likeliest]!))
        likeliest = label;
    const holds = current >= 0 && values[row + current]! >= offset;
    const overtaken = likeliest !== current && values[row + likeliest]! >= onset;
    if (!holds || overtaken) current = values[row + likeliest]! >= onset || background < 0 ? likeliest : -1;
    decided[frame] = current >= 0 ? current : background;
  }
  return decided;
}

function runsOf(decided: Int32Array): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < decided.length;) {
    let to = from + 1;
    while (to < decided.length && decided[to] === decided[from]) to++;
    runs.push({ from, to, label: decided[from]! });
    from = to;
  }
  return runs;
}

/** Every foreground run takes up to `padding` frames from the background before it, and from the one behind it. */
function padForeground(runs: readonly Run[], background: number, padding: number): Run[] {
  return mergeNeighbours(
    runs.flatMap((run, at) => {
      const before = runs[at - 1];
      const after = runs[at + 1];
      if (run.label !== background) return [run];
      const middle = before && after ? (run.from + run.to + 1) >> 1 : before ? run.to : run.from;
      const from = before ? Math.min(run.from + padding, middle) : run.from;
      const to = after ? Math.max(run.to - padding, middle) : run.to;
      return [
        ...(before ? [{ ...before, from: run.from, to: from }] : []),
        { ...run, from, to },
        ...(after ? [{ ...after, from: to, to: run.to }] : []),
      ].filter((part) => part.from < part.to);
    }),
  );
}

/** Background runs shorter than `minFrames` between two runs of one label take that label. */
function bridgeGaps(runs: readonly Run[], background: number, minFrames: number): Run[] {
  return mergeNeighbours(
    runs.map((run, at) => {
      const before = runs[at - 1];
      const after = runs[at + 1];
      const bridged =
        run.label === background && run.to - run.from < minFrames && before && before.label === after?.label;
      return bridged ? { ...run, label: before.label } : run;
    }),
  );
}

/** Foreground runs shorter than `minFrames` become background or, where there is none, part of the run before (or after). */
function dropShort(runs: readonly Run[], background: number, minFrames: number): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    const short = run.label !== background && run.to - run.from < minFrames;
    kept.push(short ? { ...run, label: background >= 0 ? background : (kept.at(-1)?.label ?? -1) } : run);
  }
  const first = kept.find((run) => run.label >= 0) ?? runs[0];
  return mergeNeighbours(kept.map((run) => (run.label >= 0 ? run : { ...run, label: first!.label })));
}

function mergeNeighbours(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last?.label === run.label) merged[merged.length - 1] = { ...last, to: run.to };
    else merged.push(run);
  }
  return merged;
}

function meanPosterior({ values, labels }: Posteriors, from: number, to: number, label: number): number {
  let sum = 0;
  for (let frame = from; frame < to; frame++) sum += values[frame * labels.length + label]!;
  return Math.min(1, sum / (to - from));
}

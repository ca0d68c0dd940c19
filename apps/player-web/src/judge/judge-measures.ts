import { frameTargets, type Segment } from '@earmark/dataset';
import {
  accuracy,
  confusionMatrix,
  type DetectionErrors,
  detectionErrorRate,
  equalErrorRateOf,
  type EventMetrics,
  eventMetrics,
  matchEvents,
  type Posteriors,
  precisionRecallF1,
  type PrecisionRecallF1,
  rank,
  type Ranking,
  rocAucOf,
} from '@earmark/models';
import { labelPairs } from './label-pairs.ts';
import type { ScoredTime } from './scored-time.ts';

/** How well the posteriors of one label set it apart from all others, at whatever threshold. */
export interface TrackMeasures {
  readonly ranking: Ranking;
  /** In [0, 1], 0.5 is chance; null where the reference has only this label, or never. */
  readonly rocAuc: number | null;
  /** In [0, 1]; null likewise. */
  readonly equalErrorRate: number | null;
}

/** How well segments agree with a reference. Shares in [0, 1], NaN where there is nothing to share out. */
export interface SegmentMeasures extends PrecisionRecallF1 {
  readonly accuracy: number;
  /** [labels][labels], rows reference, columns hypothesis. */
  readonly confusionSeconds: readonly (readonly number[])[];
  readonly detection: DetectionErrors;
  readonly events: EventMetrics;
}

/** How far the onsets of two events may lie apart: the usual collar of event-based measures. */
export const EVENT_COLLAR_SECONDS = 0.2;

/**
 * Measures what no decision changes: the ROC of one label against the rest, over the frames that have a reference.
 *
 * @param track whose frames `scored` counts
 * @param label one of the track's
 * @example measureTrack(track, scored, 'speech').rocAuc // 0.98
 */
export function measureTrack(track: Posteriors, scored: ScoredTime, label: string): TrackMeasures {
  const { values, labels } = track;
  const column = labels.indexOf(label);
  const scores = new Float32Array(scored.frames.length);
  scored.frames.forEach((frame, i) => (scores[i] = values[frame * labels.length + column]!));
  const ranking = rank(
    scores,
    scored.targets.map((target) => (target === column ? 1 : 0)),
  );
  const hasBoth = ranking.positives > 0 && ranking.negatives > 0;
  return {
    ranking,
    rocAuc: hasBoth ? rocAucOf(ranking) : null,
    equalErrorRate: equalErrorRateOf(ranking),
  };
}

/**
 * Measures segments against the reference, frame by frame and event by event. Outside of the scored time nothing counts: segments are cut
 * to it, and the piece of an event that such a cut leaves is no event of its own unless it is longer than the collar of events.
 *
 * @param segments cover the whole recording, sorted, with the track's labels
 * @param track whose frames `scored` counts
 * @param label what precision, recall, F1, detection errors and events are about
 * @param durationSeconds of the recording
 * @example measureSegments(segments, track, scored, 'speech', 60).f1 // 0.94
 */
export function measureSegments(
  segments: readonly Segment[],
  track: Pick<Posteriors, 'frames' | 'grid' | 'labels'>,
  scored: ScoredTime,
  label: string,
  durationSeconds: number,
): SegmentMeasures {
  const { grid, labels } = track;
  const hypothesis = { uri: 'the network', kind: 'hypothesis', segments } as const;
  const decided = frameTargets(hypothesis, grid, track.frames, labels);
  const predicted = scored.targets.map((_, i) => decided[scored.frames[i]!]!);
  const confusion = confusionMatrix(predicted, scored.targets, labels.length);

  const pieces = labelPairs(scored.labelled, segments);
  const heard = pieces.map(({ start, end, second }) => ({ start, end, label: second.label }));
  const events = heard.filter(({ start, end }, i) => {
    const whole = pieces[i]!.second;
    const isCut = start > whole.start || end < whole.end;
    return !isCut || end - start > EVENT_COLLAR_SECONDS;
  });
  return {
    ...precisionRecallF1(confusion, labels.indexOf(label)),
    accuracy: accuracy(confusion),
    confusionSeconds: confusion.map((row) => row.map((frames) => frames * grid.hopSeconds)),
    detection: detectionErrorRate(scored.reference, heard, {
      label,
      durationSeconds,
      // Its collar is the whole width, ours is half of it.
      collarSeconds: 2 * scored.collarSeconds,
    }),
    events: eventMetrics([
      matchEvents(scored.reference, events, { label, collarSeconds: EVENT_COLLAR_SECONDS }),
    ]),
  };
}

/**
 * The floor: who calls every moment by the label gets these figures for nothing. Its ROC-AUC and equal error rate are 0.5, as it
 * ranks nothing.
 *
 * @example measureFloor(track, scored, 'speech', 60).recall // 1
 */
export function measureFloor(
  track: Pick<Posteriors, 'frames' | 'grid' | 'labels'>,
  scored: ScoredTime,
  label: string,
  durationSeconds: number,
): SegmentMeasures {
  return measureSegments([{ start: 0, end: durationSeconds, label }], track, scored, label, durationSeconds);
}

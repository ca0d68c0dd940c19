import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import {
  alwaysPositiveFloor,
  detectionErrorRate,
  equalErrorRate,
  frameMetrics,
  type Posteriors,
  segmentPosteriors,
} from '@earmark/models';
import fc from 'fast-check';
import { measureFloor, measureSegments, measureTrack } from './judge-measures.ts';
import { scoredTime } from './scored-time.ts';

/** Centres at 0.5, 1.5, 2.5 … s, so that whole seconds are frames. */
const grid = new FrameGrid({ sampleRate: 1000, frameLength: 1000, hopLength: 1000 });
const labels = ['noise', 'speech'];
const trackOf = (speech: readonly number[]): Posteriors => ({
  values: Float32Array.from(speech.flatMap((posterior) => [1 - posterior, posterior])),
  frames: speech.length,
  labels,
  grid,
});
const at = (start: number, end: number, label: string) => ({ start, end, label });
const likeliest = { background: 'noise', onset: 0.5, offset: 0.5, minSegmentSeconds: 0, minGapSeconds: 0 };

/** Posteriors of speech, and for each second what a person said; null where nobody did. */
const recordings = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 64 }), fc.constantFrom<0 | 1 | null>(0, 1, null)),
  { minLength: 2, maxLength: 60 },
);
const referenceOf = (targets: readonly (0 | 1 | null)[]) =>
  targets.flatMap((target, second) => (target === null ? [] : [at(second, second + 1, labels[target]!)]));

describe('measureSegments', () => {
  const track = trackOf(new Array<number>(10).fill(0.5));

  it('counts labelled time only', () => {
    // Labelled from 2 to 8 s, speech from 4 on; heard from 3 to 7 s, and wrongly at the unlabelled end.
    const scored = scoredTime([at(2, 4, 'noise'), at(4, 8, 'speech')], track, 0);
    const heard = [at(0, 3, 'noise'), at(3, 7, 'speech'), at(7, 8, 'noise'), at(8, 10, 'speech')];
    const measures = measureSegments(heard, track, scored, 'speech', 10);
    expect(measures.confusionSeconds).toEqual([
      [1, 1],
      [1, 3],
    ]);
    expect(measures.accuracy).toBeCloseTo(4 / 6, 12);
    expect(measures.precision).toBe(0.75);
    expect(measures.recall).toBe(0.75);
    expect(measures.detection).toMatchObject({
      missSeconds: 1,
      falseAlarmSeconds: 1,
      speechSeconds: 4,
      rate: 0.5,
    });
  });

  it('leaves the collar out of every measure', () => {
    const scored = scoredTime([at(0, 5, 'noise'), at(5, 10, 'speech')], track, 1);
    const measures = measureSegments([at(0, 4, 'noise'), at(4, 10, 'speech')], track, scored, 'speech', 10);
    expect(measures.accuracy).toBe(1);
    expect(measures.detection.falseAlarmSeconds).toBe(0);
  });

  it('takes no event from the sliver that the edge of labelled time cuts off', () => {
    const scored = scoredTime([at(2, 4, 'noise'), at(6, 8, 'speech')], track, 0);
    const early = measureSegments(
      [at(0, 3.85, 'noise'), at(3.85, 10, 'speech')],
      track,
      scored,
      'speech',
      10,
    );
    expect(early.events).toMatchObject({ referenceEvents: 1, hypothesisEvents: 1, matchedEvents: 1 });
    const tooEarly = measureSegments(
      [at(0, 3.5, 'noise'), at(3.5, 10, 'speech')],
      track,
      scored,
      'speech',
      10,
    );
    expect(tooEarly.events).toMatchObject({ hypothesisEvents: 2, matchedEvents: 1 });
  });

  it('keeps a short event that lies whole in labelled time', () => {
    const scored = scoredTime([at(0, 10, 'noise')], track, 0);
    const heard = [at(0, 4, 'noise'), at(4, 4.1, 'speech'), at(4.1, 10, 'noise')];
    expect(measureSegments(heard, track, scored, 'speech', 10).events.hypothesisEvents).toBe(1);
  });
});

it('agrees with the measures that models are trained and chosen by', () => {
  fc.assert(
    fc.property(recordings, (seconds) => {
      const track = trackOf(seconds.map(([posterior]) => posterior / 64));
      const targets = seconds.map(([, target]) => target ?? -1);
      fc.pre(targets.some((target) => target >= 0));
      const scored = scoredTime(referenceOf(seconds.map(([, target]) => target)), track, 0);
      const expected = frameMetrics(track.values, targets, labels, 'speech');

      const ranked = measureTrack(track, scored, 'speech');
      expect(ranked.rocAuc ?? NaN).toBe(expected.rocAuc);
      const scores = targets.flatMap((target, i) => (target < 0 ? [] : [track.values[2 * i + 1]!]));
      const counted = targets.filter((target) => target >= 0);
      expect(ranked.equalErrorRate).toBe(equalErrorRate(Float32Array.from(scores), counted));

      // frameMetrics gives a tie to the first label, the segmenter to the foreground.
      fc.pre(seconds.every(([posterior]) => posterior !== 32));
      const heard = segmentPosteriors(track, likeliest, seconds.length);
      const { accuracy, precision, recall, f1, detection } = measureSegments(
        heard,
        track,
        scored,
        'speech',
        seconds.length,
      );
      const { accuracy: a, precision: p, recall: r, f1: f } = expected;
      expect([accuracy, precision, recall, f1]).toEqual([a, p, r, f]);
      const misses = counted.filter((target, i) => target === 1 && scores[i]! < 0.5).length;
      expect(detection.missSeconds).toBeCloseTo(misses, 9);
    }),
  );
});

it('is the detection error rate of the whole recording where all of it is labelled', () => {
  const reference = [at(0, 3, 'noise'), at(3, 6, 'speech'), at(6, 10, 'noise')];
  const heard = [at(0, 2, 'noise'), at(2, 5, 'speech'), at(5, 10, 'noise')];
  const track = trackOf(new Array<number>(10).fill(0.5));
  const options = { label: 'speech', durationSeconds: 10, collarSeconds: 0.5 };
  const scored = scoredTime(reference, track, 0.25);
  expect(measureSegments(heard, track, scored, 'speech', 10).detection).toEqual(
    detectionErrorRate(reference, heard, options),
  );
});

it('has the floor of always saying the label', () => {
  fc.assert(
    fc.property(recordings, (seconds) => {
      const targets = seconds.map(([, target]) => target);
      const counted = targets.filter((target) => target !== null);
      fc.pre(counted.length > 0);
      const track = trackOf(seconds.map(() => 0.5));
      const scored = scoredTime(referenceOf(targets), track, 0);
      const { accuracy, precision, recall, f1 } = alwaysPositiveFloor(counted);
      expect(measureFloor(track, scored, 'speech', seconds.length)).toMatchObject({
        accuracy,
        precision,
        recall,
        f1,
      });
    }),
  );
});

it('asks one label against all others', () => {
  const track: Posteriors = {
    values: Float32Array.of(0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.2, 0.3, 0.5, 0.1, 0.4, 0.5),
    frames: 4,
    labels: ['noise', 'speech', 'music'],
    grid,
  };
  const scored = scoredTime(
    [at(0, 1, 'noise'), at(1, 2, 'speech'), at(2, 3, 'music'), at(3, 4, 'speech')],
    track,
    0,
  );
  // Speech at 0.6 and 0.4, the rest at 0.3 and 0.2.
  expect(measureTrack(track, scored, 'speech').rocAuc).toBe(1);
  // Noise at 0.7, the rest lower; music at 0.5, a tie with one of the rest.
  expect(measureTrack(track, scored, 'noise').rocAuc).toBe(1);
  expect(measureTrack(track, scored, 'music').rocAuc).toBeCloseTo(2.5 / 3, 12);
});

it('has no ROC where only one answer is labelled', () => {
  const track = trackOf([0.2, 0.9]);
  expect(measureTrack(track, scoredTime([at(0, 2, 'speech')], track, 0), 'speech')).toMatchObject({
    rocAuc: null,
    equalErrorRate: null,
  });
});

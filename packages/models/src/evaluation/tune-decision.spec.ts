import { createRandom, type Segment } from '@earmark/dataset';
import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../contract.ts';
import { segmentPosteriors } from '../inference/segmenter.ts';
import { detectionErrorRate, sumDetectionErrors } from './detection-error-rate.ts';
import { tuneDecision, type TuningRecording } from './tune-decision.ts';

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 20, hopLength: 10 });
const start: Decision = {
  background: 'noise',
  onset: 0.5,
  offset: 0.4,
  minSegmentSeconds: 0.1,
  minGapSeconds: 0.2,
};

/** Frames with this posterior of speech, and the stretches `[from, to)` of them that are speech. */
function recording(speech: readonly number[], stretches: readonly [number, number][]): TuningRecording {
  const values = Float32Array.from(speech.flatMap((p) => [1 - p, p]));
  const reference: Segment[] = stretches.map(([from, to]) => ({
    start: grid.boundarySeconds(from),
    end: grid.boundarySeconds(to),
    label: 'speech',
  }));
  const posteriors = { values, frames: speech.length, labels: ['noise', 'speech'], grid };
  return { posteriors, reference, durationSeconds: (speech.length + 1) * 0.01 };
}

const rateOf = (recordings: readonly TuningRecording[], decision: Decision, label = 'speech') =>
  sumDetectionErrors(
    recordings.map(({ posteriors, reference, durationSeconds }) =>
      detectionErrorRate(reference, segmentPosteriors(posteriors, decision, durationSeconds), {
        label,
        durationSeconds,
      }),
    ),
  ).rate;

/** A posterior for each of many frames: speech and noise take turns, and what is heard is shifted, blurred or broken by `hear`. */
function turns(seed: number, hear: (isSpeech: boolean, fromBoundary: number, random: number) => number) {
  const random = createRandom(seed);
  const speech: number[] = [];
  const stretches: [number, number][] = [];
  for (let isSpeech = false; speech.length < 2000; isSpeech = !isSpeech) {
    const frames = 60 + random.integer(80);
    if (isSpeech) stretches.push([speech.length, speech.length + frames]);
    for (let i = 0; i < frames; i++)
      speech.push(hear(isSpeech, Math.min(i, frames - 1 - i), random.integer(1000) / 1000));
  }
  return recording(speech, stretches);
}

describe('tuneDecision', () => {
  it('finds the threshold that parts speech from noise', () => {
    const hard = [turns(1, (isSpeech, _, r) => (isSpeech ? 0.3 : 0.15) + 0.1 * r)];
    const tuned = tuneDecision(hard, start, 'speech');
    expect(rateOf(hard, start)).toBe(1);
    expect(rateOf(hard, tuned)).toBeLessThan(0.001);
    expect(tuned.background).toBe('noise');
  });

  it('pads what is heard too short, and by as much as it is', () => {
    const short = [turns(2, (isSpeech, fromBoundary) => Number(isSpeech && fromBoundary >= 5))];
    expect(tuneDecision(short, start, 'speech')).toEqual({ ...start, paddingSeconds: 0.05 });
  });

  it('drops false alarms that are shorter than any speech', () => {
    const clicks = [
      turns(3, (isSpeech, fromBoundary) => Number(isSpeech || (fromBoundary >= 20 && fromBoundary < 32))),
    ];
    expect(rateOf(clicks, start)).toBeGreaterThan(0.1);
    const tuned = tuneDecision(clicks, { ...start, minGapSeconds: 0 }, 'speech');
    expect(tuned.minSegmentSeconds).toBeGreaterThan(0.12);
    expect(rateOf(clicks, tuned)).toBe(0);
  });

  it('keeps the start where nothing is better', () => {
    expect(tuneDecision([turns(4, Number)], start, 'speech')).toBe(start);
  });

  it('keeps the start where there is nothing to detect', () => {
    const noise = turns(5, (isSpeech, _, r) => (isSpeech ? 0.9 : 0.6) * r);
    expect(tuneDecision([{ ...noise, reference: [] }], start, 'speech')).toBe(start);
    expect(tuneDecision([noise], start, 'bird')).toBe(start);
    expect(tuneDecision([], start, 'speech')).toBe(start);
  });

  it('is never worse than the start, and always a valid decision that is the same each time', () => {
    const starts = fc.record({
      background: fc.constantFrom('noise', null),
      onset: fc.double({ min: 0.5, max: 1, noNaN: true }),
      offset: fc.double({ min: 0, max: 0.5, noNaN: true }),
      minSegmentSeconds: fc.double({ min: 0, max: 0.3, noNaN: true }),
      minGapSeconds: fc.double({ min: 0, max: 0.3, noNaN: true }),
      paddingSeconds: fc.option(fc.double({ min: 0, max: 0.2, noNaN: true }), { nil: undefined }),
    });
    const frames = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(frames, { minLength: 1, maxLength: 3 }), starts, (heard, begin) => {
        const recordings = heard.map((speech) => recording(speech, [[2, 6]]));
        const tuned = tuneDecision(recordings, begin, 'speech');
        expect(rateOf(recordings, tuned)).toBeLessThanOrEqual(rateOf(recordings, begin)!);
        expect(tuned.offset).toBeLessThanOrEqual(tuned.onset);
        expect(tuneDecision(recordings, begin, 'speech')).toEqual(tuned);
      }),
      { numRuns: 30 },
    );
  });
});

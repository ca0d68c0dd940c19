import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../contract.ts';
import { segmentPosteriors } from './segmenter.ts';

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 20, hopLength: 10 });
const plain: Decision = {
  background: 'noise',
  onset: 0.5,
  offset: 0.5,
  minSegmentSeconds: 0,
  minGapSeconds: 0,
};

const twoLabels = (speech: readonly number[]) => ({
  values: Float32Array.from(speech.flatMap((p) => [1 - p, p])),
  frames: speech.length,
  labels: ['noise', 'speech'],
  grid,
});
const short = (segments: ReturnType<typeof segmentPosteriors>) =>
  segments.map(({ start, end, label }) => [
    Math.round(start * 1e6) / 1e6,
    Math.round(end * 1e6) / 1e6,
    label,
  ]);

describe('segmentPosteriors', () => {
  it('puts boundaries halfway between the centres of the frames', () => {
    // Centres at 0.01, 0.02, 0.03, 0.04 s: speech begins between the second and the third.
    const segments = segmentPosteriors(twoLabels([0.1, 0.3, 0.9, 0.8]), plain, 0.06);
    expect(short(segments)).toEqual([
      [0, 0.025, 'noise'],
      [0.025, 0.06, 'speech'],
    ]);
    expect(segments[0]!.confidence).toBeCloseTo(0.8, 6);
    expect(segments[1]!.confidence).toBeCloseTo(0.85, 6);
  });

  it('holds a label until the offset', () => {
    const decision = { ...plain, onset: 0.7, offset: 0.3 };
    const labels = short(segmentPosteriors(twoLabels([0.6, 0.8, 0.4, 0.35, 0.2, 0.6]), decision, 0.07));
    expect(labels).toEqual([
      [0, 0.015, 'noise'],
      [0.015, 0.045, 'speech'],
      [0.045, 0.07, 'noise'],
    ]);
  });

  it('bridges short gaps first, then drops short segments', () => {
    const decision = { ...plain, minGapSeconds: 0.02, minSegmentSeconds: 0.03 };
    expect(short(segmentPosteriors(twoLabels([0, 1, 0, 1, 0, 0, 0, 1, 0]), decision, 0.1))).toEqual([
      [0, 0.015, 'noise'],
      [0.015, 0.045, 'speech'],
      [0.045, 0.1, 'noise'],
    ]);
  });

  it('pads before it bridges and drops', () => {
    const speech = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0];
    const padded = { ...plain, paddingSeconds: 0.01 };
    expect(short(segmentPosteriors(twoLabels(speech), padded, 0.13))).toEqual([
      [0, 0.025, 'noise'],
      [0.025, 0.055, 'speech'],
      [0.055, 0.075, 'noise'],
      [0.075, 0.105, 'speech'],
      [0.105, 0.13, 'noise'],
    ]);
    // Of the pause of 0.04 s the padding leaves 0.02 s; the segment of 0.01 s lasts 0.08 s when short ones are dropped.
    const bridged = { ...padded, minGapSeconds: 0.03, minSegmentSeconds: 0.05 };
    expect(short(segmentPosteriors(twoLabels(speech), bridged, 0.13))).toEqual([
      [0, 0.025, 'noise'],
      [0.025, 0.105, 'speech'],
      [0.105, 0.13, 'noise'],
    ]);
  });

  it('gives a padded frame to the nearest segment, the earlier of two, and takes none from another label', () => {
    const labels = ['noise', 'speech', 'music'];
    const decided = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(decided, fc.nat(8), (frames, padding) => {
        const values = Float32Array.from(
          frames.flatMap((label) => labels.map((_, at) => Number(at === label))),
        );
        const decision = { ...plain, paddingSeconds: padding * 0.01 };
        const durationSeconds = (frames.length + 1) * 0.01;
        const segments = segmentPosteriors(
          { values, frames: frames.length, labels, grid },
          decision,
          durationSeconds,
        );
        const expected = frames.map((_, frame) => {
          const [nearest] = frames
            .map((label, at) => ({ label, at, distance: Math.abs(at - frame) }))
            .filter(({ label, distance }) => label > 0 && distance <= padding)
            .sort((a, b) => a.distance - b.distance || a.at - b.at);
          return labels[nearest?.label ?? 0];
        });
        const heard = frames.map((_, frame) => {
          const centre = grid.centreSeconds(frame);
          return segments.find(({ start, end }) => start <= centre && centre < end)?.label;
        });
        expect(heard).toEqual(expected);
      }),
    );
  });

  it('pads nothing where there is no background', () => {
    const values = twoLabels([1, 0, 0, 1]);
    const decision = { ...plain, background: null };
    expect(segmentPosteriors(values, { ...decision, paddingSeconds: 0.02 }, 0.05)).toEqual(
      segmentPosteriors(values, decision, 0.05),
    );
  });

  it('tells more than two labels apart, with and without a background', () => {
    const values = [
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.8],
      [0.4, 0.3, 0.3],
    ];
    const three = { values: Float32Array.from(values.flat()), frames: 4, labels: ['a', 'b', 'c'], grid };
    const labelsOf = (background: string | null) =>
      segmentPosteriors(three, { ...plain, background }, 0.05).map(({ label }) => label);
    expect(labelsOf('a')).toEqual(['a', 'b', 'c', 'a']);
    expect(labelsOf(null)).toEqual(['a', 'b', 'c', 'a']);
  });

  it('gives a short segment to its neighbour where there is no background', () => {
    const decision = { ...plain, background: null, minSegmentSeconds: 0.02 };
    const labels = short(segmentPosteriors(twoLabels([1, 0, 0, 1, 0, 0]), decision, 0.07));
    expect(labels).toEqual([[0, 0.07, 'noise']]);
  });

  it('gives nothing for no frame', () => {
    expect(segmentPosteriors(twoLabels([]), plain, 0.01)).toEqual([]);
  });

  it('covers the recording without gaps, neighbours differ, confidences are probabilities', () => {
    const decisions = fc.record({
      background: fc.constantFrom('noise', null),
      onset: fc.double({ min: 0.5, max: 1, noNaN: true }),
      offset: fc.double({ min: 0, max: 0.5, noNaN: true }),
      minSegmentSeconds: fc.double({ min: 0, max: 0.2, noNaN: true }),
      minGapSeconds: fc.double({ min: 0, max: 0.2, noNaN: true }),
      paddingSeconds: fc.double({ min: 0, max: 0.2, noNaN: true }),
    });
    const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(probabilities, decisions, (speech, decision) => {
        const durationSeconds = (speech.length + 1) * 0.01;
        const segments = segmentPosteriors(twoLabels(speech), decision, durationSeconds);
        expect(segments[0]!.start).toBe(0);
        expect(segments.at(-1)!.end).toBe(durationSeconds);
        segments.forEach(({ start, end, label, confidence }, index) => {
          expect(end).toBeGreaterThan(start);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          if (index === 0) return;
          expect(start).toBe(segments[index - 1]!.end);
          expect(label).not.toBe(segments[index - 1]!.label);
        });
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { falseAlarmTimeOf, rank } from '@earmark/models';
import fc from 'fast-check';
import { rocLine, rocPointAt, rocPointOf } from './roc-line.ts';

const scored = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 900 }), target: fc.constantFrom(0, 1) }), {
    minLength: 2,
    maxLength: 400,
  })
  .filter((frames) => new Set(frames.map(({ target }) => target)).size === 2);
const rankingOf = (frames: readonly { score: number; target: number }[]) =>
  rank(
    Float32Array.from(frames, ({ score }) => score / 1000),
    frames.map(({ target }) => target),
  );

describe('rocLine', () => {
  it('has all points of a short curve', () => {
    expect(rocLine(rank(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]))).toEqual([
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 0, truePositiveRate: 0.5 },
      { falsePositiveRate: 1, truePositiveRate: 1 },
    ]);
  });

  it('goes up from corner to corner, and leaves no point of the curve further than 1/250 behind', () => {
    fc.assert(
      fc.property(scored, (frames) => {
        const ranking = rankingOf(frames);
        const line = rocLine(ranking);
        expect(line[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
        expect(line.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
        for (let i = 0; i < ranking.threshold.length; i++) {
          const along = ranking.falsePositives[i]! / ranking.negatives;
          const up = ranking.truePositives[i]! / ranking.positives;
          const near = line.some(
            (point) =>
              Math.abs(point.falsePositiveRate - along) < 1 / 250 &&
              Math.abs(point.truePositiveRate - up) < 1 / 250,
          );
          expect(near).toBe(true);
        }
      }),
    );
  });

  it('draws a million frames with some hundred points', () => {
    const frames = 1_000_000;
    const scores = new Float32Array(frames).map((_, frame) => ((frame * 7919) % frames) / frames);
    const ranking = rank(
      scores,
      new Uint8Array(frames).map((_, frame) => frame % 2),
    );
    expect(rocLine(ranking).length).toBeLessThan(510);
  });
});

it('places a threshold on the curve by the frames that reach it', () => {
  fc.assert(
    fc.property(scored, fc.integer({ min: -10, max: 1010 }), (frames, thousandths) => {
      const threshold = Math.fround(thousandths / 1000);
      const ranking = rankingOf(frames);
      const found = frames.filter(
        ({ score, target }) => target === 1 && Math.fround(score / 1000) >= threshold,
      );
      expect(rocPointAt(ranking, threshold)).toEqual({
        falsePositiveRate: falseAlarmTimeOf(ranking, threshold),
        truePositiveRate: found.length / ranking.positives,
      });
    }),
  );
});

it('places decided frames by their confusion', () => {
  expect(
    rocPointOf(
      [
        [8, 2],
        [1, 9],
      ],
      1,
    ),
  ).toEqual({ falsePositiveRate: 0.2, truePositiveRate: 0.9 });
  expect(
    rocPointOf(
      [
        [6, 1, 1],
        [1, 3, 0],
        [0, 2, 6],
      ],
      1,
    ),
  ).toEqual({
    falsePositiveRate: 3 / 16,
    truePositiveRate: 0.75,
  });
  expect(
    rocPointOf(
      [
        [0, 0],
        [1, 9],
      ],
      1,
    ),
  ).toBeNull();
});

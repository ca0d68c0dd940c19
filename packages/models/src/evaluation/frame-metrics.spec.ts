import { describe, expect, it } from '@jest/globals';
import { foregroundLabel, frameMetrics } from './frame-metrics.ts';
import { rocAuc } from './roc.ts';
import { golden } from './sklearn.fixture.ts';

describe('frameMetrics', () => {
  const {
    scores,
    targets,
    rocAuc: area,
    averagePrecision,
  } = golden.rankings.find(({ name }) => name === 'rare positives')!;
  const lowest = Math.min(...scores);
  const range = Math.max(...scores) - lowest;
  // Whole parts of 256 are exact in float32, so that the two columns tie where the scores do.
  const speech = scores.map((score) => Math.round(((score - lowest) / range) * 256) / 256);
  const posteriors = Float32Array.from(speech.flatMap((posterior) => [1 - posterior, posterior]));

  it('is about the positive label when there are two', () => {
    const metrics = frameMetrics(posteriors, targets, ['noise', 'speech'], 'speech');
    expect(metrics.frames).toBe(targets.length);
    expect(metrics.rocAuc).toBeCloseTo(area, 12);
    expect(metrics.averagePrecision).toBeCloseTo(averagePrecision, 12);
    expect(metrics.perLabel.map(({ label, frames }) => [label, frames])).toEqual([
      ['noise', targets.filter((target) => target === 0).length],
      ['speech', targets.filter((target) => target === 1).length],
    ]);
    expect(metrics.rocAuc).toBe(metrics.perLabel[1]!.rocAuc);
    expect(metrics.confusion.flat().reduce((a, b) => a + b)).toBe(targets.length);
  });

  it('turns about when the other label is the positive one', () => {
    const metrics = frameMetrics(posteriors, targets, ['noise', 'speech'], 'noise');
    expect(metrics.rocAuc).toBe(metrics.perLabel[0]!.rocAuc);
    expect(metrics.f1).toBe(metrics.perLabel[0]!.f1);
    expect(metrics.averagePrecision).not.toBeCloseTo(averagePrecision, 2);
  });

  it('does not see unlabelled frames', () => {
    const more = Float32Array.from([...posteriors, 0.125, 0.875]);
    const metrics = frameMetrics(more, [...targets, -1], ['noise', 'speech'], 'speech');
    expect(metrics).toEqual(frameMetrics(posteriors, targets, ['noise', 'speech'], 'speech'));
  });

  it('averages over the labels that occur when there are more than two', () => {
    const three = Float32Array.from([0.7, 0.2, 0.1, 0.2, 0.7, 0.1, 0.4, 0.5, 0.1, 0.3, 0.6, 0.1]);
    const metrics = frameMetrics(three, [0, 1, 0, 1], ['car', 'siren', 'train'], 'siren');
    const car = rocAuc(Float32Array.of(0.7, 0.2, 0.4, 0.3), [1, 0, 1, 0]);
    const siren = rocAuc(Float32Array.of(0.2, 0.7, 0.5, 0.6), [0, 1, 0, 1]);
    expect(metrics.perLabel[2]!.rocAuc).toBeNaN();
    expect(metrics.rocAuc).toBe((car + siren) / 2);
    expect(metrics.recall).toBe((0.5 + 1) / 2);
    expect(metrics.accuracy).toBe(0.75);
  });

  it('leaves undefined what a recording without the positive label leaves undefined', () => {
    const metrics = frameMetrics(Float32Array.of(0.9, 0.1, 0.8, 0.2), [0, 0], ['noise', 'speech'], 'speech');
    expect(metrics).toMatchObject({
      rocAuc: NaN,
      averagePrecision: NaN,
      precision: NaN,
      recall: NaN,
      f1: NaN,
      accuracy: 1,
    });
  });

  it('refuses a positive label that is none of the labels', () => {
    expect(() => frameMetrics(posteriors, targets, ['noise', 'speech'], 'music')).toThrow(
      new RangeError("the positive label is 'music', expected one of: noise, speech"),
    );
  });
});

describe('foregroundLabel', () => {
  it.each([
    [['noise', 'speech'], 'noise', 'speech'],
    [['bird', 'other'], 'other', 'bird'],
    [['speech', 'wind'], null, 'speech'],
    [['cough', 'sneeze'], null, 'sneeze'],
  ])('of %j with background %j is %j', (labels, background, expected) => {
    expect(foregroundLabel(labels, background)).toBe(expected);
  });

  it('refuses an empty list', () => {
    expect(() => foregroundLabel([])).toThrow(
      new RangeError('there are no labels: a classifier needs at least two'),
    );
  });
});

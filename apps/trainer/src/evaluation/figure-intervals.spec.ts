import { describe, expect, it } from '@jest/globals';
import { figureIntervals } from './figure-intervals.ts';
import { measureClassifier } from './measure-classifier.ts';
import { rain, talk, tinyContract } from './tiny-corpus.fixture.ts';

const measured = (...heard: (typeof talk)[]) =>
  measureClassifier({ contract: tinyContract }, heard, 'speech', null).measured;

describe('figureIntervals', () => {
  it('reaches from one resample to the other where there are two', () => {
    const { detectionErrorRate, eventF1, falseAlarmsPerHour, falseAlarmTime } = figureIntervals(
      measured(talk, rain),
    );
    // Twice the talk, or the talk and the rain; twice the rain has no speech to err about.
    expect(detectionErrorRate.low).toBeCloseTo(0.125, 9);
    expect(detectionErrorRate.high).toBeCloseTo(0.375, 9);
    expect(eventF1).toEqual({ low: 0, high: 1 });
    expect(falseAlarmsPerHour.low).toBe(0);
    expect(falseAlarmsPerHour.high).toBeCloseTo(3600, 9);
    expect(falseAlarmTime.low).toBeCloseTo(0.1, 12);
    expect(falseAlarmTime.high).toBeCloseTo(0.1, 12);
  });

  it('has no width where all recordings are alike', () => {
    const { rocAuc, equalErrorRate, f1 } = figureIntervals(measured(talk, talk, talk));
    // 5 of 60 frames without speech are called speech.
    expect(rocAuc).toEqual({ low: expect.closeTo(1 - 5 / 120, 12), high: expect.closeTo(1 - 5 / 120, 12) });
    expect(equalErrorRate.low).toBeCloseTo(5 / 65, 12);
    expect(f1.high).toBeCloseTo(80 / 85, 12);
  });

  it('is unknown with a single recording', () => {
    expect(figureIntervals(measured(talk)).rocAuc).toEqual({ low: null, high: null });
  });
});

import { describe, expect, it } from '@jest/globals';
import { energyThreshold, measureClassifier } from './measure-classifier.ts';
import { rain, talk, tinyContract } from './tiny-corpus.fixture.ts';

const classifier = { contract: tinyContract };
const heard = [talk, rain];
const { network, floors, recallThreshold, recordings } = measureClassifier(
  classifier,
  heard,
  'speech',
  energyThreshold(classifier, heard, 'speech'),
).figures;

describe('measureClassifier', () => {
  it('counts frames: 40 of speech, all found, and 15 of 160 others called speech', () => {
    expect(network.precision).toBeCloseTo(40 / 55, 12);
    expect(network.recall).toBe(1);
    expect(network.f1).toBeCloseTo(80 / 95, 12);
    expect(network.falsePositiveRate).toBeCloseTo(15 / 160, 12);
    expect(network.accuracy).toBeCloseTo(185 / 200, 12);
  });

  it('ranks frames: one step from (0, 0) to (15 / 160, 1)', () => {
    expect(network.rocAuc).toBeCloseTo(1 - 15 / 320, 12);
    expect(network.averagePrecision).toBeCloseTo(40 / 55, 12);
    expect(network.equalErrorRate).toBeCloseTo(15 / 175, 12);
    expect(network.truePositiveRate).toBe(1);
  });

  it('adds up the seconds of segments, without the collars', () => {
    const [none, quarter, half] = network.detectionErrors;
    // 0.05 s too long in the talk, 0.1 s in the rain; 0.4 s of speech, 1.6 s without.
    expect(none).toEqual({
      collarSeconds: 0,
      rate: expect.closeTo(0.375, 9),
      missRate: expect.closeTo(0, 9),
      falseAlarmRate: expect.closeTo(0.15 / 1.6, 9),
    });
    // From 0.325 to 0.475 s is what is left of the speech; the talk is then without fault.
    expect(quarter!.rate).toBeCloseTo(0.1 / 0.15, 9);
    expect(half!.rate).toBeNull();
  });

  it('matches events, and measures how late they end', () => {
    expect(network.events).toMatchObject({ referenceEvents: 1, hypothesisEvents: 2, matchedEvents: 1 });
    expect(network.events.f1).toBeCloseTo(2 / 3, 12);
    expect(network.onset!.medianSeconds).toBeCloseTo(0, 9);
    expect(network.offset!.percentile95Seconds).toBeCloseTo(0.05, 9);
    expect(network.offset!.biasSeconds).toBeCloseTo(0.05, 9);
  });

  it('counts the false alarm in the rain: one in two seconds, and a tenth of the rain', () => {
    expect(network.falseAlarmsPerHour).toBeCloseTo(1800, 9);
    expect(recallThreshold).toBeCloseTo(0.9, 6);
    expect(network.falseAlarmTime).toBeCloseTo(0.1, 12);
  });

  it('holds the floors against it', () => {
    expect(floors.energy).toMatchObject({ thresholdDb: -20, recall: 1, falsePositiveRate: 50 / 160 });
    expect(floors.energy!.precision).toBeCloseTo(40 / 90, 12);
    expect(floors.energy!.detectionErrors[0]!.rate).toBeCloseTo(0.5 / 0.4, 9);
    expect(floors.always).toMatchObject({
      rocAuc: 0.5,
      equalErrorRate: 0.5,
      falseAlarmTime: 1,
      precision: 0.2,
    });
    expect(floors.always.detectionErrors[0]!.rate).toBeCloseTo(1.6 / 0.4, 9);
  });

  it('lists every recording', () => {
    expect(recordings).toEqual([
      expect.objectContaining({
        uri: 'talk.wav',
        kind: 'mixed',
        positiveFraction: 0.4,
        falseAlarmTime: null,
      }),
      expect.objectContaining({ uri: 'rain.wav', rocAuc: null, detectionErrorRate: null }),
    ]);
    expect(recordings[0]!.detectionErrorRate).toBeCloseTo(0.125, 9);
    expect(recordings[1]!.accuracy).toBeCloseTo(0.9, 12);
    expect(recordings[1]!.falseAlarmTime).toBeCloseTo(0.1, 12);
  });

  it('measures what can be measured without any speech', () => {
    const { figures } = measureClassifier(
      classifier,
      [rain],
      'speech',
      energyThreshold(classifier, [rain], 'speech'),
    );
    expect(figures.floors.energy).toBeNull();
    expect(figures.recallThreshold).toBeNull();
    expect(figures.network).toMatchObject({ rocAuc: null, recall: null, falseAlarmTime: null, onset: null });
    expect(figures.network.falseAlarmsPerHour).toBeCloseTo(3600, 9);
    expect(figures.network.detectionErrors[0]!.falseAlarmRate).toBeCloseTo(0.1, 9);
  });
});

import { describe, expect, it } from '@jest/globals';
import { rocAuc } from '@earmark/models';
import { reportCurves, thinCurve, type Curve } from './curves.ts';

const frames = {
  uncalibrated: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.5, 0.5),
  calibrated: Float32Array.of(0.8, 0.2, 0.3, 0.7, 0.55, 0.45, 0.5, 0.5),
  energyDb: Float32Array.of(-60, -20, -30, -40),
  targets: Int8Array.of(0, 1, 1, -1),
};

describe('reportCurves', () => {
  it('draws network and energy over the labelled frames', () => {
    const { roc, det, precisionRecall } = reportCurves(frames, ['noise', 'speech'], 'speech');
    expect(roc.map(({ name }) => name)).toEqual(['network', 'energy floor']);
    expect(precisionRecall.map(({ name }) => name)).toEqual(['network', 'energy floor']);
    expect([...roc[0]!.x]).toEqual([0, 0, 0, 1]);
    expect([...roc[0]!.y]).toEqual([0, 0.5, 1, 1]);
    expect([...det[0]!.x]).toEqual([0, 0, 0, 1]);
    expect([...det[0]!.y]).toEqual([1, 0.5, 0, 0]);
    expect([...precisionRecall[1]!.y]).toEqual([1, 1, 1, 2 / 3]);
  });

  it('bins the confidences before and after calibration', () => {
    const { reliability } = reportCurves(frames, ['noise', 'speech'], 'speech');
    const filled = (bins: typeof reliability.before) =>
      bins.filter((bin) => bin.frames > 0).map((bin) => bin.confidence);
    expect(filled(reliability.before)).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
      expect.closeTo(0.9, 6),
    ]);
    expect(filled(reliability.after)).toEqual([
      expect.closeTo(0.55, 6),
      expect.closeTo(0.7, 6),
      expect.closeTo(0.8, 6),
    ]);
  });

  it('draws a curve for each label that can be told from the rest, when there are more than two', () => {
    const three = Float32Array.of(0.7, 0.2, 0.1, 0.2, 0.7, 0.1);
    const posteriors = { uncalibrated: three, calibrated: three };
    const rest = { energyDb: Float32Array.of(-60, -20), targets: [0, 1] };
    const { roc } = reportCurves({ ...posteriors, ...rest }, ['noise', 'speech', 'music'], 'speech');
    expect(roc.map(({ name }) => name)).toEqual(['noise', 'speech', 'energy floor']);
  });
});

describe('thinCurve', () => {
  const area = ({ x, y }: Curve) =>
    x.reduce((sum, value, i) => (i === 0 ? 0 : sum + ((value - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2), 0);

  it('keeps the ends, and the area to what an eye can see', () => {
    const points = 100_000;
    const x = Float64Array.from({ length: points }, (_, i) => i / (points - 1));
    const curve = { name: 'a', x, y: x.map((value) => value ** 0.3) };
    const thin = thinCurve(curve);
    expect(thin.x.length).toBeLessThan(800);
    expect([thin.x[0], thin.y[0], thin.x.at(-1), thin.y.at(-1)]).toEqual([0, 0, 1, 1]);
    expect(Math.abs(area(thin) - area(curve))).toBeLessThan(1e-3);
  });

  it('keeps more where an axis is stretched', () => {
    const x = Float64Array.from({ length: 1001 }, (_, i) => i / 100_000);
    const curve = { name: 'a', x, y: x };
    const stretched = thinCurve(curve, 1 / 4, (rate) => Math.log10(rate + 1e-5));
    expect(thinCurve(curve).x.length).toBeLessThan(6);
    // Three decades, four points each.
    expect(stretched.x.length).toBeGreaterThan(10);
    expect(stretched.x.length).toBeLessThan(14);
    expect([stretched.x[0], stretched.x.at(-1)]).toEqual([0, 0.01]);
  });

  it('changes nothing about a ROC curve of few points', () => {
    const scores = Float32Array.of(0.9, 0.8, 0.4, 0.1);
    const { roc } = reportCurves(
      {
        uncalibrated: Float32Array.from([...scores].flatMap((score) => [1 - score, score])),
        calibrated: Float32Array.from([...scores].flatMap((score) => [1 - score, score])),
        energyDb: scores,
        targets: [1, 0, 1, 0],
      },
      ['noise', 'speech'],
      'speech',
    );
    expect(area(roc[0]!)).toBeCloseTo(rocAuc(scores, [1, 0, 1, 0]), 12);
  });
});

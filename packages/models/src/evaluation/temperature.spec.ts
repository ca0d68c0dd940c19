import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { golden } from './sklearn.fixture.ts';
import { fitTemperature, softmax } from './temperature.ts';

describe('fitTemperature', () => {
  it.each(golden.temperatures)(
    'finds the minimum that SciPy finds: $name',
    ({ logits, targets, classes, temperature }) => {
      expect(fitTemperature(Float32Array.from(logits), targets, classes) / temperature).toBeCloseTo(1, 6);
    },
  );

  it('makes a confidence the share of right answers', () => {
    const temperature = fitTemperature(Float32Array.of(0, 4, 0, 4, 0, 4, 0, 4), [1, 1, 1, 0], 2);
    expect(softmax(Float32Array.of(0, 4), 2, temperature)[1]).toBeCloseTo(0.75, 6);
  });

  it('ignores unlabelled frames', () => {
    const { logits, targets, classes } = golden.temperatures[0]!;
    const all = fitTemperature(Float32Array.from(logits), targets, classes);
    const more = fitTemperature(Float32Array.from([...logits, 9, -9, 0]), [...targets, -1], classes);
    expect(more).toBe(all);
  });

  it('stays in its range where the best temperature lies beyond it', () => {
    const logits = Float32Array.of(-5, 5, -5, 5);
    expect(fitTemperature(logits, [1, 1], 2)).toBeCloseTo(0.05, 6);
    expect(fitTemperature(logits, [1, 0], 2)).toBeCloseTo(20, 5);
  });

  it.each([
    [
      'no labelled frame',
      Float32Array.of(0, 1),
      [-1],
      'no frame is labelled: a temperature needs labelled frames',
    ],
    [
      'an unknown label',
      Float32Array.of(0, 1),
      [2],
      'target 0 is 2, expected -1 or a label index from 0 to 1',
    ],
    [
      'an infinite logit',
      Float32Array.of(0, 1, 0, -Infinity),
      [0, 1],
      'logit of frame 1 is -Infinity, expected a finite number',
    ],
    ['half a row', Float32Array.of(0, 1, 0), [0], '3 logits do not make rows of 2 labels'],
    [
      'too few targets',
      Float32Array.of(0, 1, 0, 1),
      [0],
      '2 rows of logits, but 1 targets: give one for every frame',
    ],
  ])('refuses %s', (_, logits, targets, message) => {
    expect(() => fitTemperature(logits, targets, 2)).toThrow(new RangeError(message));
  });
});

describe('softmax', () => {
  const rows = fc.array(fc.float({ min: -300, max: 300, noNaN: true }), { minLength: 3, maxLength: 3 });

  it('gives rows that sum to 1, in the order of the logits', () => {
    fc.assert(
      fc.property(rows, fc.float({ min: Math.fround(0.05), max: 20, noNaN: true }), (logits, temperature) => {
        const posteriors = softmax(Float32Array.from(logits), 3, temperature);
        expect(posteriors[0]! + posteriors[1]! + posteriors[2]!).toBeCloseTo(1, 5);
        expect(posteriors[logits.indexOf(Math.max(...logits))]).toBe(Math.max(...posteriors));
      }),
    );
  });

  it('refuses a temperature of 0', () => {
    expect(() => softmax(Float32Array.of(1, 2), 2, 0)).toThrow(
      new RangeError('temperature is 0, expected a number greater than 0'),
    );
  });
});

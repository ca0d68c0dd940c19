import { describe, expect, it } from '@jest/globals';
import { accuracy, confusionMatrix, precisionRecallF1 } from './confusion.ts';
import { golden } from './sklearn.fixture.ts';

describe.each(golden.labellings)('confusion of $name', ({ predicted, targets, classes, ...expected }) => {
  const confusion = confusionMatrix(predicted, targets, classes);

  it('counts as scikit-learn does', () => {
    expect(confusion).toEqual(expected.confusion);
    expect(accuracy(confusion)).toBeCloseTo(expected.accuracy, 14);
  });

  it.each(['precision', 'recall', 'f1'] as const)('agrees on the %s of every label', (measure) => {
    const measured = confusion.map((_, label) => precisionRecallF1(confusion, label)[measure]);
    expect(measured).toEqual(
      expected[measure].map((value) => (value === null ? NaN : expect.closeTo(value, 14))),
    );
  });
});

describe('confusionMatrix', () => {
  it.each([
    ['a target beyond the labels', [0, 1], [0, 2], 'target 1 is 2, expected a label index from 0 to 1'],
    ['an unlabelled frame', [0, 1], [-1, 1], 'target 0 is -1, expected a label index from 0 to 1'],
    [
      'a prediction beyond the labels',
      [0, 3],
      [0, 1],
      'prediction 1 is 3, expected a label index from 0 to 1',
    ],
    ['too few predictions', [0], [0, 1], '1 predictions, but 2 targets: give one for every frame'],
  ])('refuses %s', (_, predicted, targets, message) => {
    expect(() => confusionMatrix(predicted, targets, 2)).toThrow(new RangeError(message));
  });
});

describe('precisionRecallF1', () => {
  it('refuses a label that the matrix lacks', () => {
    expect(() => precisionRecallF1([[1]], 1)).toThrow(
      new RangeError('positive class is 1, expected a label index from 0 to 0'),
    );
  });
});

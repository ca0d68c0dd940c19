import { expect, it } from '@jest/globals';
import { measureRows } from './measure-rows.ts';

const column = {
  name: 'model',
  segments: {
    accuracy: 0.9,
    precision: NaN,
    recall: 0.75,
    f1: 0.8,
    confusionSeconds: [],
    detection: {
      missSeconds: 1,
      falseAlarmSeconds: 2.25,
      speechSeconds: 4,
      nonSpeechSeconds: 6,
      rate: 0.8125,
    },
    events: {
      referenceEvents: 0,
      hypothesisEvents: 0,
      matchedEvents: 0,
      precision: null,
      recall: null,
      f1: null,
    },
  },
  rocAuc: 0.9876,
  equalErrorRate: 0.05,
};

it('has a figure for each measure and each column, and a dash for what is undefined', () => {
  const rows = measureRows('speech', [column, { ...column, rocAuc: null }]);
  expect(rows.map(({ name, figures }) => [name, ...figures])).toEqual([
    ['Accuracy', '90.0 %', '90.0 %'],
    ['Precision', '–', '–'],
    ['Recall', '75.0 %', '75.0 %'],
    ['F1', '80.0 %', '80.0 %'],
    ['Detection error rate', '81.3 %', '81.3 %'],
    ['Missed', '1.0 s', '1.0 s'],
    ['False alarm', '2.3 s', '2.3 s'],
    ['Event F1', '–', '–'],
    ['ROC-AUC', '0.988', '–'],
    ['Equal error rate', '5.0 %', '5.0 %'],
  ]);
});

it('explains them with the label’s own name', () => {
  const rows = measureRows('bird', [column]);
  expect(rows.find(({ name }) => name === 'Recall')?.explanation).toBe('What is bird and was found.');
});

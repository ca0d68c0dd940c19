import { describe, expect, it } from '@jest/globals';
import { labelStudio } from './label-studio.ts';
import { sample } from './samples.fixture.ts';

const task = (value: object, type = 'labels') =>
  JSON.stringify([{ data: { audio: 'a.wav' }, annotations: [{ result: [{ type, value }] }] }]);

describe('the JSON of Label Studio', () => {
  it('reads annotations that were not cancelled, else predictions', () => {
    const annotations = labelStudio.parse(sample('project.labelstudio.json'), 'x');
    expect(annotations).toEqual([
      {
        uri: '/data/upload/3/interview.wav',
        kind: 'reference',
        segments: [
          { start: 1.25, end: 3.5, label: 'Music' },
          { start: 1.25, end: 3.5, label: 'Speech' },
        ],
      },
      {
        uri: 'street.wav',
        kind: 'hypothesis',
        segments: [{ start: 0, end: 2, label: 'Noise', confidence: 0.9 }],
      },
    ]);
    expect(labelStudio.parse(labelStudio.format(annotations), 'x')).toEqual(annotations);
  });

  it('prefers the ground truth, and reads a single task', () => {
    const region = (label: string) => ({ type: 'labels', value: { start: 0, end: 1, labels: [label] } });
    const annotations = [{ result: [region('first')] }, { ground_truth: true, result: [region('true')] }];
    const [found] = labelStudio.parse(JSON.stringify({ data: { audio: 'a' }, annotations }), 'x');
    expect(found?.segments[0]?.label).toBe('true');
  });

  it('skips what is no labelled region', () => {
    const regions = [
      { type: 'choices', value: { choices: ['good'] } },
      { type: 'labels', value: { start: 1, end: 1, labels: ['click'] } },
      { type: 'labels', value: { start: 1, end: 2, labels: ['dog'] } },
    ];
    const text = JSON.stringify([{ data: { audio: 'a' }, annotations: [{ result: regions }] }]);
    const said: string[] = [];
    const [found] = labelStudio.parse(text, 'x', { onSkip: (message) => said.push(message) });
    expect(found?.segments).toEqual([{ start: 1, end: 2, label: 'dog' }]);
    expect(said).toEqual(['skipped 1 of 2 marks, without a length or without a label']);
  });

  it.each([
    [
      task({ choices: ['good'] }, 'choices'),
      /^x: found regions of type choices; expected some of type labels/,
    ],
    ['[{}]', /^x: 0\.data: expected a task's data; export from Label Studio as JSON, not JSON-MIN/],
    ['[{"data":{"n":1}}]', /^x: 0\.data: found no text; expected the recording, as in data\.audio/],
    [task({ start: 0, end: 1 }), /^x: 0\.annotations, result 1: value\.labels: /],
    [task({ start: 1, end: 0, labels: ['a'] }), /^x: 0\.annotations, result 1: end is 0; expected seconds/],
  ])('refuses %s', (text, message) => {
    expect(() => labelStudio.parse(text, 'x')).toThrow(message);
  });
});

import { expect, it } from '@jest/globals';
import { summarize } from './segment-summary.ts';

it('counts segments and shares of time, for labels that were not heard too', () => {
  const segments = [
    { start: 0, end: 1, label: 'noise' },
    { start: 1, end: 3, label: 'speech' },
    { start: 3, end: 4, label: 'noise' },
  ];
  expect(summarize(segments, ['noise', 'speech', 'music'])).toEqual([
    { label: 'noise', segments: 2, share: 0.5 },
    { label: 'speech', segments: 1, share: 0.5 },
    { label: 'music', segments: 0, share: 0 },
  ]);
  expect(summarize([], ['noise'])).toEqual([{ label: 'noise', segments: 0, share: 0 }]);
});

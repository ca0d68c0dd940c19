import { expect, it } from '@jest/globals';
import { doubtfulSegments } from './doubtful-segments.ts';

const heard = (start: number, end: number, confidence?: number) => ({
  start,
  end,
  label: 'speech',
  ...(confidence === undefined ? {} : { confidence }),
});

it('lists what is uncertain, the least certain first', () => {
  const segments = [heard(0, 1, 0.9), heard(1, 2, 0.99), heard(2, 3, 0.5), heard(3, 4)];
  expect(doubtfulSegments(segments, [])).toEqual([segments[2], segments[0]]);
});

it('leaves out what a person has decided altogether, in one piece or in several', () => {
  const segments = [heard(0, 1, 0.5), heard(1, 3, 0.6), heard(5, 6, 0.7)];
  const said = [heard(0, 2), heard(2, 2.9), heard(5.2, 6)];
  expect(doubtfulSegments(segments, said)).toEqual([segments[1], segments[2]]);
  expect(doubtfulSegments(segments, [heard(0, 2), heard(2, 2.9996), heard(4, 7)])).toEqual([]);
});

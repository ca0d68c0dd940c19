import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelPairs } from './label-pairs.ts';
import { trackOf, twoTracks } from './label-track.fixture.ts';

const written = (pairs: ReturnType<typeof labelPairs>) =>
  pairs.map(({ start, end, first, second }) => `${start}-${end} ${first.label}${second.label}`);

it('cuts where either track changes, and leaves out what only one covers', () => {
  expect(written(labelPairs(trackOf('aabb-c'), trackOf('-aaabb')))).toEqual(['1-2 aa', '2-4 ba', '5-6 cb']);
});

it('leaves out slivers of a microsecond', () => {
  const first = [{ start: 0, end: 1.0000004, label: 'a' }];
  expect(labelPairs(first, [{ start: 1, end: 2, label: 'b' }])).toEqual([]);
});

it('covers every second that both tracks label, once, with the labels of both', () => {
  fc.assert(
    fc.property(twoTracks, ([one, other]) => {
      const expected = Array.from(one).flatMap((letter, at) =>
        letter !== '-' && other[at] !== '-' ? [`${at} ${letter}${other[at]}`] : [],
      );
      const seconds = labelPairs(trackOf(one), trackOf(other)).flatMap(({ start, end, first, second }) =>
        Array.from({ length: end - start }, (_, at) => `${start + at} ${first.label}${second.label}`),
      );
      expect(seconds).toEqual(expected);
    }),
  );
});

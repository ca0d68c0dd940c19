import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import fc from 'fast-check';
import { findDisagreements, kindOf, listDisagreements, meanPosterior } from './disagreements.ts';
import { trackOf, twoTracks } from './label-track.fixture.ts';

const sure = () => 1;
const between = (start: number, end: number, certainty = 1) => ({
  start,
  end,
  first: 'a',
  second: 'b',
  certainty,
});

describe('findDisagreements', () => {
  it('finds where labels differ, and not where one track says nothing', () => {
    expect(findDisagreements(trackOf('aaab-b'), trackOf('aabbaa'), sure)).toEqual([
      { start: 2, end: 3, first: 'a', second: 'b', certainty: 1 },
      { start: 5, end: 6, first: 'b', second: 'a', certainty: 1 },
    ]);
  });

  it('makes one of stretches that touch, where a label was only split', () => {
    const split = [
      { start: 0, end: 1, label: 'a' },
      { start: 1, end: 3, label: 'a' },
    ];
    expect(findDisagreements(split, trackOf('bbc'), sure)).toEqual([
      { start: 0, end: 2, first: 'a', second: 'b', certainty: 1 },
      { start: 2, end: 3, first: 'a', second: 'c', certainty: 1 },
    ]);
  });

  it('covers the seconds that differ, no more and no less, and never the same two labels twice in a row', () => {
    fc.assert(
      fc.property(twoTracks, ([one, other]) => {
        const found = findDisagreements(trackOf(one), trackOf(other), sure);
        const seconds = found.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, at) => start + at),
        );
        const differs = (at: number) => one[at] !== '-' && other[at] !== '-' && one[at] !== other[at];
        expect(seconds).toEqual(
          Array.from(one)
            .map((_, at) => at)
            .filter(differs),
        );
        found.slice(1).forEach(({ start, first, second }, at) => {
          const before = found[at]!;
          expect([before.end, before.first, before.second]).not.toEqual([start, first, second]);
        });
      }),
    );
  });
});

it('lists the longest or the surest first, and leaves out the short', () => {
  const all = [between(0, 0.3, 0.5), between(1, 1.1, 0.9), between(2, 2.05, 1), between(3, 4, 0.7)];
  const starts = (...args: [number, Parameters<typeof listDisagreements>[2]]) =>
    listDisagreements(all, ...args).map(({ start }) => start);
  expect(starts(0.1, 'longest first')).toEqual([3, 0, 1]);
  expect(starts(0.1, 'most certain first')).toEqual([1, 3, 0]);
  expect(starts(0, 'in time')).toEqual([0, 1, 2, 3]);
});

it('keeps what is as long as asked for, whatever binary makes of it', () => {
  // A little less than 0.1 in binary.
  expect(listDisagreements([between(0.8, 0.9)], 0.1, 'in time')).toHaveLength(1);
});

it('names what went wrong', () => {
  const kind = (first: string, second: string, background: string | null) =>
    kindOf({ ...between(0, 1), first, second }, background);
  expect(kind('speech', 'noise', 'noise')).toBe('missed');
  expect(kind('noise', 'speech', 'noise')).toBe('false alarm');
  expect(kind('speech', 'music', 'noise')).toBe('confused');
  expect(kind('speech', 'noise', null)).toBe('confused');
});

describe('meanPosterior', () => {
  // Frame t takes over at 0.1 t + 0.05 s.
  const grid = new FrameGrid({ sampleRate: 1000, frameLength: 200, hopLength: 100 });
  const track = {
    values: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0, 1),
    frames: 3,
    labels: ['noise', 'speech'],
    grid,
  };

  it('is the mean of the frames there', () => {
    expect(meanPosterior(track, grid.boundarySeconds(0), grid.boundarySeconds(2), 'speech')).toBe(0.375);
    expect(meanPosterior(track, 0, 10, 'noise')).toBeCloseTo(1.25 / 3, 12);
  });

  it('takes the nearest frame where the stretch is shorter than one, and the last one behind the end', () => {
    expect(meanPosterior(track, 0.16, 0.17, 'speech')).toBe(0.5);
    expect(meanPosterior(track, 5, 6, 'speech')).toBe(1);
  });
});

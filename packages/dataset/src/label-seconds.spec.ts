import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAnnotation } from './annotation.ts';
import { labelSeconds } from './label-seconds.ts';
import type { Segment } from './segment.ts';

const of = (segments: readonly Segment[]) =>
  labelSeconds(createAnnotation({ uri: 'a', kind: 'reference', segments }));

describe('labelSeconds', () => {
  it('adds up labels', () => {
    const segments = [
      { start: 0, end: 2, label: 'noise' },
      { start: 1.5, end: 4, label: 'speech' },
      { start: 6, end: 8, label: 'noise' },
    ];
    expect(of(segments)).toEqual({ perLabel: { noise: 4, speech: 2.5 }, labelled: 6, overlapping: 0.5 });
    expect(of([])).toEqual({ perLabel: {}, labelled: 0, overlapping: 0 });
  });

  it('agrees with counting second by second', () => {
    const segment = fc
      .record({
        start: fc.integer({ min: 0, max: 20 }),
        length: fc.integer({ min: 1, max: 9 }),
        label: fc.constantFrom<string>('a', 'b', 'c'),
      })
      .map(({ start, length, label }) => ({ start, end: start + length, label }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 12 }), (segments) => {
        const seconds = Array.from(
          { length: 30 },
          (_, at) =>
            new Set(segments.filter(({ start, end }) => start <= at && at < end).map(({ label }) => label)),
        );
        const { perLabel, labelled, overlapping } = of(segments);
        for (const label of ['a', 'b', 'c'])
          expect(perLabel[label] ?? 0).toBe(seconds.filter((labels) => labels.has(label)).length);
        expect(labelled).toBe(seconds.filter(({ size }) => size > 0).length);
        expect(overlapping).toBe(seconds.filter(({ size }) => size > 1).length);
      }),
    );
  });
});

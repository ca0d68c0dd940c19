import { describe, expect, it } from '@jest/globals';
import type { Segment } from '@earmark/dataset';
import fc from 'fast-check';
import {
  annotateSegment,
  confirmSegment,
  inOrder,
  mergeSegments,
  paintSegment,
  rejectedLabel,
  relabelSegment,
  removeSegment,
  resizeSegment,
  splitSegment,
} from './label-edits.ts';

const segment = (start: number, end: number, label = 'noise', more: Partial<Segment> = {}): Segment =>
  Object.freeze({ start, end, label, ...more });

/** Times in sixteenths: sums of them are exact. */
const span = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 80 }))
  .map(([from, length]) => ({ start: from / 16, end: (from + length) / 16 }));
const anySegment = fc
  .tuple(span, fc.constantFrom('noise', 'speech', 'bird'))
  .map(([times, label]) => segment(times.start, times.end, label));
/** Overlapping ones too, as files have them. */
const anySegments = fc.array(anySegment, { maxLength: 12 }).map(inOrder);

const seconds = (segments: readonly Segment[]) =>
  segments.reduce((sum, { start, end }) => sum + end - start, 0);
const shared = (a: Segment, b: Segment) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

describe('paintSegment', () => {
  it('cuts what lies under it', () => {
    expect(paintSegment([segment(0, 3)], segment(1, 2, 'speech'))).toEqual([
      segment(0, 1),
      segment(1, 2, 'speech'),
      segment(2, 3),
    ]);
  });

  it('leaves one label there, and the rest as it was', () => {
    fc.assert(
      fc.property(anySegments, anySegment, (before, paint) => {
        const after = paintSegment(before, paint);
        expect(after).toContainEqual(paint);
        expect(after.filter((one) => shared(one, paint) > 0)).toEqual([paint]);
        const covered = before.reduce((sum, one) => sum + shared(one, paint), 0);
        expect(seconds(after)).toBe(seconds(before) - covered + seconds([paint]));
        expect(after).toEqual(inOrder(after));
        for (const one of before) if (shared(one, paint) === 0) expect(after).toContain(one);
      }),
    );
  });

  it('makes segments without overlap when nothing else made some', () => {
    fc.assert(
      fc.property(fc.array(anySegment, { maxLength: 20 }), (paints) => {
        const painted = paints.reduce<readonly Segment[]>(paintSegment, []);
        for (const [index, one] of painted.entries())
          expect(one.end).toBeLessThanOrEqual(painted[index + 1]?.start ?? Infinity);
      }),
    );
  });

  it('is no edit where it says nothing new', () => {
    const noted = [{ start: 0, end: 2, label: 'a', note: 'a door' }];
    expect(paintSegment(noted, { start: 0, end: 2, label: 'a' })).toBe(noted);
    expect(paintSegment(noted, { start: 0, end: 2, label: 'b' })).toEqual([{ start: 0, end: 2, label: 'b' }]);
    expect(paintSegment(noted, { start: 0, end: 2, label: 'a', note: 'a gate' })[0]?.note).toBe('a gate');
  });

  it('leaves nothing shorter than a microsecond', () => {
    expect(paintSegment([segment(0, 1)], segment(0.1 + 0.2 - 0.3 + 1e-9, 1, 'speech'))).toHaveLength(1);
  });

  it('keeps what is known about the pieces', () => {
    const before = [segment(0, 3, 'bird', { note: 'far', lowHz: 2000 })];
    const [first, , last] = paintSegment(before, segment(1, 2, 'speech'));
    expect(first).toMatchObject({ note: 'far', lowHz: 2000 });
    expect(last).toMatchObject({ start: 2, note: 'far', lowHz: 2000 });
  });

  it('refuses times that are none', () => {
    expect(() => paintSegment([], segment(2, 1))).toThrow(RangeError);
  });
});

describe('resizeSegment', () => {
  it('pushes its neighbours back, and takes nothing for where it was', () => {
    const [a, b, c] = [segment(0, 1), segment(1, 2, 'speech'), segment(2, 3)];
    expect(resizeSegment([a, b, c], b, 1.5, 2.5)).toEqual([a, segment(1.5, 2.5, 'speech'), segment(2.5, 3)]);
  });

  it('finds a segment that was copied, and says so when it is gone', () => {
    const before = [segment(0, 1)];
    expect(resizeSegment(before, { ...before[0]! }, 0, 2)).toEqual([segment(0, 2)]);
    expect(() => resizeSegment(before, segment(5, 6), 0, 2)).toThrow(
      'There is no longer a segment “noise” from 5 to 6 s.',
    );
  });

  it('is no edit when nothing moves', () => {
    const before = [segment(0, 1)];
    expect(resizeSegment(before, before[0]!, 0, 1)).toBe(before);
  });
});

describe('relabelSegment', () => {
  it('drops the confidence in another label, and keeps the note', () => {
    const before = [segment(0, 1, 'noise', { confidence: 0.9, note: 'hum' })];
    expect(relabelSegment(before, before[0]!, 'speech')).toEqual([segment(0, 1, 'speech', { note: 'hum' })]);
    expect(relabelSegment(before, before[0]!, 'noise')).toBe(before);
  });

  it('leaves one label at that time', () => {
    const [long, short] = [segment(0, 4), segment(1, 2, 'speech')];
    expect(relabelSegment([long, short], short, 'bird')).toEqual([
      segment(0, 1),
      segment(1, 2, 'bird'),
      segment(2, 4),
    ]);
  });
});

describe('annotateSegment', () => {
  it('writes, changes and removes a note, and touches nothing under it', () => {
    const before = [segment(0, 2), segment(1, 3, 'speech')];
    const noted = annotateSegment(before, before[0]!, ' a door ');
    expect(noted).toEqual([segment(0, 2, 'noise', { note: 'a door' }), before[1]]);
    expect(annotateSegment(noted, noted[0]!, '')).toEqual(before);
    expect(annotateSegment(before, before[0]!, '  ')).toBe(before);
  });
});

describe('splitSegment and mergeSegments', () => {
  it('are each other’s inverse', () => {
    fc.assert(
      fc.property(anySegment, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (one, share) => {
        const noted = segment(one.start, one.end, one.label, { note: 'x', confidence: 0.5 });
        const parts = splitSegment([noted], noted, one.start + share * (one.end - one.start));
        expect(parts).toHaveLength(2);
        expect(mergeSegments(parts, parts)).toEqual([noted]);
      }),
    );
  });

  it('splits nothing at a boundary or outside', () => {
    const before = [segment(1, 2)];
    for (const at of [0, 1, 2, 3]) expect(splitSegment(before, before[0]!, at)).toBe(before);
  });

  it('merges over a gap, with the label of the first and the notes of both', () => {
    const [a, b] = [segment(0, 1, 'speech', { note: 'one' }), segment(2, 3, 'noise', { note: 'two' })];
    expect(mergeSegments([a, b], [b, a])).toEqual([segment(0, 3, 'speech', { note: 'one; two' })]);
    expect(mergeSegments([a, b], [a])).toEqual([a, b]);
  });
});

it('removeSegment takes one away', () => {
  const [a, b] = [segment(0, 1), segment(1, 2)];
  expect(removeSegment([a, b], a)).toEqual([b]);
});

it('confirmSegment takes over what was heard, without the network’s confidence', () => {
  expect(confirmSegment([segment(0, 2)], segment(1, 2, 'speech', { confidence: 0.8 }))).toEqual([
    segment(0, 1),
    segment(1, 2, 'speech'),
  ]);
});

it.each([
  ['speech', ['noise', 'speech'], 'noise', 'noise'],
  ['noise', ['noise', 'speech'], 'noise', 'speech'],
  ['noise', ['noise', 'speech', 'bird'], 'noise', undefined],
  ['bird', ['noise', 'speech', 'bird'], 'noise', 'noise'],
  ['a', ['a', 'b'], null, 'b'],
  ['a', ['a', 'b', 'c'], null, undefined],
])('rejecting %s of %j with background %s leaves %s', (label, labels, background, left) => {
  expect(rejectedLabel(label, labels, background)).toBe(left);
});

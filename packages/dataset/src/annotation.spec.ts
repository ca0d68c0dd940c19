import { describe, expect, it } from '@jest/globals';
import { type Annotation, assertOneLabelAtATime, createAnnotation, labelsOf } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';

const annotate = (...rows: [number, number, string][]): Annotation =>
  createAnnotation({
    uri: 'a.txt',
    kind: 'reference',
    segments: rows.map(([start, end, label]) => ({ start, end, label })),
  });

describe('createAnnotation', () => {
  it('sorts by start, end and label, and leaves the input alone', () => {
    const segments = [
      { start: 2, end: 3, label: 'b' },
      { start: 0, end: 2, label: 'b' },
      { start: 0, end: 2, label: 'a' },
      { start: 0, end: 1, label: 'c' },
    ];
    const annotation = createAnnotation({ uri: 'a', kind: 'hypothesis', segments });
    expect(annotation.segments.map(({ start, end, label }) => `${start} ${end} ${label}`)).toEqual([
      '0 1 c',
      '0 2 a',
      '0 2 b',
      '2 3 b',
    ]);
    expect(segments[0]?.start).toBe(2);
    expect(Object.isFrozen(annotation) && Object.isFrozen(annotation.segments)).toBe(true);
  });

  it('names the recording and the segment that is wrong', () => {
    const create = () => annotate([0, 1, 'a'], [3, 2, 'b']);
    expect(create).toThrow(AnnotationError);
    expect(create).toThrow('a.txt: segment 2: end is 2; expected seconds, more than the start 3');
  });
});

describe('labelsOf', () => {
  it('is sorted by code unit, each label once', () => {
    expect(labelsOf([annotate([0, 1, 'b'], [1, 2, 'Z']), annotate([0, 1, 'a'], [5, 6, 'b'])])).toEqual([
      'Z',
      'a',
      'b',
    ]);
    expect(labelsOf([])).toEqual([]);
  });
});

describe('assertOneLabelAtATime', () => {
  it('accepts segments that touch, segments of one label that overlap, and rounding', () => {
    const fine = [
      annotate([0, 1, 'a'], [1, 2, 'b']),
      annotate([0, 5, 'a'], [1, 2, 'a'], [5, 6, 'b']),
      annotate([0, 1.000001, 'a'], [1, 2, 'b']),
    ];
    for (const annotation of fine) expect(() => assertOneLabelAtATime(annotation)).not.toThrow();
  });

  it('finds an overlap with any earlier segment, not only with the one before', () => {
    const overlapping = annotate([0, 10, 'a'], [1, 2, 'a'], [4, 5, 'b']);
    expect(() => assertOneLabelAtATime(overlapping)).toThrow(AnnotationError);
    expect(() => assertOneLabelAtATime(overlapping)).toThrow(
      'a.txt: "a" (0 to 10 s) and "b" (4 to 5 s) overlap',
    );
  });
});

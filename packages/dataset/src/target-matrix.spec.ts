import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import fc from 'fast-check';
import { createAnnotation } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';
import { frameTargetMatrix } from './target-matrix.ts';

// Centres at 12.5, 22.5, 32.5, 42.5, 52.5 … ms.
const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
const LABELS = ['music', 'noise', 'speech'];
type Row = [number, number, string];
const annotate = (rows: readonly Row[]) =>
  createAnnotation({
    uri: 'a.txt',
    kind: 'reference',
    segments: rows.map(([start, end, label]) => ({ start, end, label })),
  });
/** Every frame as the digits of its labels; ignored frames in brackets. */
const matrix = (rows: Row[], frames: number, options?: Parameters<typeof frameTargetMatrix>[4]) => {
  const { values, ignored } = frameTargetMatrix(annotate(rows), grid, frames, LABELS, options);
  return Array.from(ignored, (isIgnored, frame) => {
    const digits = values.subarray(frame * 3, frame * 3 + 3).join('');
    return isIgnored ? `(${digits})` : digits;
  }).join(' ');
};
const overlap: Row[] = [
  [0, 0.04, 'music'],
  [0.02, 0.06, 'speech'],
];

describe('frameTargetMatrix', () => {
  it('sets every label that covers the centre of a frame', () => {
    expect(matrix(overlap, 6)).toBe('100 101 101 001 001 (000)');
    // From one centre up to another.
    expect(matrix([[0.0225, 0.0425, 'noise']], 4)).toBe('(000) 010 010 (000)');
  });

  it('tells gaps that count from gaps that do not', () => {
    expect(matrix(overlap, 6, { background: 'noise' })).toBe('100 101 101 001 001 010');
    expect(matrix(overlap, 6, { background: null })).toBe('100 101 101 001 001 000');
  });

  it('ignores the collars of every label', () => {
    // Boundaries at 20, 40 and 60 ms: [15, 25), [35, 45) and [55, 65) ms.
    expect(matrix(overlap, 8, { background: null, collarSeconds: 0.005 })).toBe(
      '100 (101) 101 (001) 001 (000) 000 000',
    );
    // Neither the background going on nor a label touching itself is a boundary.
    const still: Row[] = [
      [0.02, 0.03, 'noise'],
      [0.03, 0.05, 'noise'],
    ];
    expect(matrix(still, 4, { background: 'noise', collarSeconds: 0.02 })).toBe('010 010 010 010');
  });

  it('agrees with the definition on any segments', () => {
    const anyRow = fc
      .tuple(
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
        fc.constantFrom(...LABELS),
      )
      .map(([start, duration, label]): Row => [start, start + duration, label]);
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const { values, ignored } = frameTargetMatrix(annotate(rows), grid, 40, LABELS);
        for (let frame = 0; frame < 40; frame++) {
          const centre = grid.centreSeconds(frame);
          const expected = LABELS.map((wanted) =>
            rows.some(([start, end, label]) => label === wanted && start <= centre && centre < end) ? 1 : 0,
          );
          expect([...values.subarray(frame * 3, frame * 3 + 3)]).toEqual(expected);
          expect(ignored[frame]).toBe(expected.includes(1) ? 0 : 1);
        }
      }),
    );
  });

  it('refuses what it does not know', () => {
    expect(() => matrix([[0, 1, 'cough']], 3)).toThrow(AnnotationError);
    expect(() => matrix([], 3, { background: 'cough' })).toThrow(
      'the background is "cough"; expected one of',
    );
    expect(() => matrix([], 3, { collarSeconds: -1 })).toThrow('collarSeconds is -1; expected seconds');
  });
});

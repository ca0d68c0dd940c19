import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import fc from 'fast-check';
import { createAnnotation } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';
import { frameTargets } from './targets.ts';

// Centres at 12.5, 22.5, 32.5, 42.5, 52.5 … ms.
const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
const LABELS = ['noise', 'speech'];
const annotate = (...rows: [number, number, string][]) =>
  createAnnotation({
    uri: 'a.txt',
    kind: 'reference',
    segments: rows.map(([start, end, label]) => ({ start, end, label })),
  });
const targets = (rows: [number, number, string][], frames: number, background?: string) => [
  ...frameTargets(annotate(...rows), grid, frames, LABELS, background),
];

describe('frameTargets', () => {
  it('gives a frame the label at its centre', () => {
    expect(targets([[0.02, 0.04, 'speech']], 5)).toEqual([-1, 1, 1, -1, -1]);
    expect(targets([[0.0125, 0.0225, 'speech']], 3)).toEqual([1, -1, -1]);
    expect(targets([[0.012501, 0.022501, 'speech']], 3)).toEqual([-1, 1, -1]);
    expect(
      targets(
        [
          [0, 0.0125, 'noise'],
          [0.0125, 1, 'speech'],
        ],
        3,
      ),
    ).toEqual([1, 1, 1]);
  });

  it('leaves out segments between two centres, before the first and past the last', () => {
    expect(
      targets(
        [
          [0, 0.01, 'noise'],
          [0.013, 0.022, 'speech'],
          [5, 6, 'noise'],
        ],
        3,
      ),
    ).toEqual([-1, -1, -1]);
  });

  it('fills the rest with the background where one is given', () => {
    expect(targets([[0.02, 0.03, 'speech']], 4, 'noise')).toEqual([0, 1, 0, 0]);
  });

  it('agrees with the definition on any segments', () => {
    const anySegments = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1e-4, max: 0.5, noNaN: true })),
    );
    fc.assert(
      fc.property(
        anySegments,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        (rows, hop, length) => {
          const anyGrid = new FrameGrid({ sampleRate: 8000, frameLength: length, hopLength: hop });
          const annotation = annotate(
            ...rows.map(
              ([start, duration]) => [start, start + duration, 'noise'] as [number, number, string],
            ),
          );
          const found = frameTargets(annotation, anyGrid, 50, LABELS);
          const expected = Array.from(found, (_, frame) => {
            const centre = anyGrid.centreSeconds(frame);
            return annotation.segments.some(({ start, end }) => start <= centre && centre < end) ? 0 : -1;
          });
          expect([...found]).toEqual(expected);
        },
      ),
    );
  });

  it('refuses unknown labels, overlaps and an unknown background', () => {
    expect(() => targets([[0, 1, 'cough']], 3)).toThrow(AnnotationError);
    expect(() => targets([[0, 1, 'cough']], 3)).toThrow(
      'a.txt: the segment at 0 s has the label "cough"; expected one of noise, speech',
    );
    expect(() =>
      targets(
        [
          [0, 1, 'noise'],
          [0.9, 2, 'speech'],
        ],
        3,
      ),
    ).toThrow('"noise" (0 to 1 s) and "speech" (0.9 to 2 s) overlap');
    expect(() => targets([], 3, 'cough')).toThrow(
      'the background is "cough"; expected one of the labels: noise, speech',
    );
    const many = Array.from({ length: 128 }, (_, index) => `label ${index}`);
    expect(() => frameTargets(annotate(), grid, 1, many)).toThrow(
      'there are 128 labels; expected at most 127',
    );
  });
});

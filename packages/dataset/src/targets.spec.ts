import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import fc from 'fast-check';
import { createAnnotation } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';
import { type FrameTargetOptions, frameTargets } from './targets.ts';

// Centres at 12.5, 22.5, 32.5, 42.5, 52.5 … ms.
const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
const LABELS = ['noise', 'speech'];
const annotate = (...rows: [number, number, string][]) =>
  createAnnotation({
    uri: 'a.txt',
    kind: 'reference',
    segments: rows.map(([start, end, label]) => ({ start, end, label })),
  });
const targets = (rows: [number, number, string][], frames: number, options?: FrameTargetOptions) => [
  ...frameTargets(annotate(...rows), grid, frames, LABELS, options),
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
    expect(targets([[0.02, 0.03, 'speech']], 4, { background: 'noise' })).toEqual([0, 1, 0, 0]);
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

  it('ignores the frames of a collar, from its beginning up to its end', () => {
    // Boundaries at 30 and 60 ms: collars [20, 40) and [50, 70) ms over the centres 12.5, 22.5 … 82.5.
    const speech: [number, number, string][] = [[0.03, 0.06, 'speech']];
    const options = { background: 'noise', collarSeconds: 0.01 };
    expect(targets(speech, 8, options)).toEqual([0, -1, -1, 1, -1, -1, 0, 0]);
    // Collars [12.5, 32.5) and [52.5, 72.5) ms begin and end at centres: of each the first counts, the last does not.
    const atCentres: [number, number, string][] = [[0.0225, 0.0625, 'speech']];
    expect(targets(atCentres, 8, options)).toEqual([-1, -1, 1, 1, -1, -1, 0, 0]);
    expect(targets(atCentres, 8, { ...options, collarSeconds: 0 })).toEqual([0, 1, 1, 1, 1, 0, 0, 0]);
    // Wider than the segment, and than the recording.
    expect(targets(speech, 8, { ...options, collarSeconds: 0.02 })).toEqual([-1, -1, -1, -1, -1, -1, -1, 0]);
    expect(targets(speech, 8, { ...options, collarSeconds: 9 })).toEqual(new Array(8).fill(-1));
  });

  it('has a collar only where the target changes within the recording', () => {
    const collar = { collarSeconds: 0.01 };
    // The recording ends at 65 ms, with its fifth frame.
    expect(targets([[0, 0.065, 'speech']], 5, collar)).toEqual([1, 1, 1, 1, 1]);
    const touching: [number, number, string][] = [
      [0, 0.03, 'speech'],
      [0.03, 1, 'speech'],
    ];
    expect(targets(touching, 5, collar)).toEqual([1, 1, 1, 1, 1]);
    expect(targets([[0.03, 0.04, 'noise']], 5, { ...collar, background: 'noise' })).toEqual([0, 0, 0, 0, 0]);
    // To no label it changes as well.
    expect(targets([[0, 0.04, 'speech']], 5, collar)).toEqual([1, 1, -1, -1, -1]);
  });

  it('gives an overlap to the label that has priority', () => {
    const overlap: [number, number, string][] = [
      [0, 0.04, 'noise'],
      [0.02, 0.06, 'speech'],
    ];
    expect(targets(overlap, 6, { priority: ['speech', 'noise'] })).toEqual([0, 1, 1, 1, 1, -1]);
    expect(targets(overlap, 6, { priority: ['noise', 'speech'] })).toEqual([0, 0, 0, 1, 1, -1]);
    // Speech begins under the noise, at 20 ms, where nothing changes: the only collar is [35, 45) ms.
    const collar = { collarSeconds: 0.005, priority: ['noise', 'speech'] };
    expect(targets(overlap, 5, collar)).toEqual([0, 0, 0, -1, 1]);
    for (const priority of [[], ['speech'], ['speech', 'speech'], ['noise', 'speech', 'cough']])
      expect(() => targets(overlap, 6, { priority })).toThrow('expected each of noise, speech once');
  });

  it('refuses a collar that is no time', () => {
    for (const collarSeconds of [-0.1, NaN, Infinity])
      expect(() => targets([], 3, { collarSeconds })).toThrow(`collarSeconds is ${collarSeconds}; expected`);
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
    expect(() => targets([], 3, { background: 'cough' })).toThrow(
      'the background is "cough"; expected one of the labels: noise, speech',
    );
    const many = Array.from({ length: 128 }, (_, index) => `label ${index}`);
    expect(() => frameTargets(annotate(), grid, 1, many)).toThrow(
      'there are 128 labels; expected at most 127',
    );
  });
});

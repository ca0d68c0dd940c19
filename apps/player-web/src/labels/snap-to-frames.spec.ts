import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { snapSpan, snapToFrame } from './snap-to-frames.ts';

const grids = fc
  .record({
    sampleRate: fc.constantFrom(8000, 16000, 22050, 44100),
    frameLength: fc.integer({ min: 64, max: 2048 }),
    hopLength: fc.integer({ min: 32, max: 1024 }),
  })
  .map((axis) => new FrameGrid(axis));
const durations = fc.double({ min: 0.5, max: 10_800, noNaN: true });
const shares = fc.double({ min: -0.1, max: 1.1, noNaN: true });

describe('snapToFrame', () => {
  it('comes to the nearest boundary between frames, or to an end of the recording, and stays there', () => {
    fc.assert(
      fc.property(grids, durations, shares, (grid, duration, share) => {
        const seconds = share * duration;
        const snapped = snapToFrame(seconds, grid, duration);
        expect(snapped).toBeGreaterThanOrEqual(0);
        expect(snapped).toBeLessThanOrEqual(duration);
        expect(snapToFrame(snapped, grid, duration)).toBe(snapped);
        if (snapped > 0 && snapped < duration) {
          expect(snapped).toBe(grid.boundarySeconds(grid.frameAt(snapped)));
          const moved = Math.abs(snapped - Math.min(Math.max(seconds, 0), duration));
          expect(moved).toBeLessThanOrEqual(grid.hopSeconds / 2 + 1e-6);
        }
      }),
    );
  });

  it('takes the boundaries that the segmenter takes', () => {
    const grid = new FrameGrid({ sampleRate: 16000, frameLength: 400, hopLength: 160 });
    expect(snapToFrame(0.002, grid, 10)).toBe(0);
    expect(snapToFrame(0.006, grid, 10)).toBeCloseTo(0.0075, 12);
    expect(snapToFrame(0.02, grid, 10)).toBeCloseTo(0.0175, 12);
    expect(snapToFrame(9.998, grid, 10)).toBeCloseTo(9.9975, 12);
    expect(snapToFrame(9.9995, grid, 10)).toBe(10);
  });
});

describe('snapSpan', () => {
  it('is never empty, in either order', () => {
    fc.assert(
      fc.property(grids, durations, shares, shares, (grid, duration, a, b) => {
        const span = snapSpan(a * duration, b * duration, grid, duration)!;
        expect(span.end).toBeGreaterThan(span.start);
        expect(snapSpan(b * duration, a * duration, grid, duration)).toEqual(span);
      }),
    );
  });

  it('is nothing in a recording of no length', () => {
    const grid = new FrameGrid({ sampleRate: 16000, frameLength: 400, hopLength: 160 });
    expect(snapSpan(0, 1, grid, 0)).toBeUndefined();
  });
});

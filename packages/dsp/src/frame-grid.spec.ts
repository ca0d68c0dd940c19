import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameGrid } from './frame-grid.ts';

const grids = fc
  .record({
    sampleRate: fc.oneof(
      fc.constantFrom(8000, 11025, 16000, 22050, 44100, 48000),
      fc.integer({ min: 1, max: 400_000 }),
    ),
    frameLength: fc.integer({ min: 1, max: 5000 }),
    hopLength: fc.integer({ min: 1, max: 5000 }),
  })
  .map((axis) => new FrameGrid(axis));
const frames = fc.integer({ min: 0, max: 10_000_000 });

describe('FrameGrid', () => {
  const grid = new FrameGrid({ sampleRate: 16000, frameLength: 400, hopLength: 160 });

  it('gives the values of its documentation', () => {
    expect(grid.frameCount(16000)).toBe(98);
    expect(grid.firstCentreSeconds).toBe(0.0125);
    expect(grid.hopSeconds).toBe(0.01);
    expect(grid.boundarySeconds(1)).toBe(0.0175);
    expect(grid.frameAt(0.0225)).toBe(1);
    expect(grid.startSample(3)).toBe(480);
  });

  it('makes no frame of a tail shorter than a frame', () => {
    expect([0, 1, 399, 400, 559, 560].map((count) => grid.frameCount(count))).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it('needs exactly samplesFor(n) samples for n frames', () => {
    fc.assert(
      fc.property(grids, frames, (grid, count) => {
        const samples = grid.samplesFor(count);
        expect(grid.frameCount(samples)).toBe(count);
        if (count > 0) expect(grid.frameCount(samples - 1)).toBe(count - 1);
      }),
    );
    expect(grid.samplesFor(0)).toBe(0);
  });

  it('finds the frame of its own centre and of its own boundary', () => {
    fc.assert(
      fc.property(grids, frames, (grid, t) => {
        expect(grid.frameAt(grid.centreSeconds(t))).toBe(t);
        expect(grid.frameAt(grid.boundarySeconds(t))).toBe(t);
      }),
    );
  });

  it('finds the frame with the nearest centre for any time', () => {
    fc.assert(
      fc.property(grids, fc.double({ min: 0, max: 1000, noNaN: true }), (grid, seconds) => {
        const t = grid.frameAt(seconds);
        const distance = Math.abs(grid.centreSeconds(t) - seconds);
        expect(distance).toBeLessThanOrEqual(grid.hopSeconds / 2 + 1e-3 / grid.sampleRate);
      }),
    );
  });

  it('puts the boundary half way between two centres', () => {
    fc.assert(
      fc.property(grids, frames, (grid, t) => {
        const middle = (grid.centreSeconds(t) + grid.centreSeconds(t + 1)) / 2;
        expect(Math.abs(grid.boundarySeconds(t + 1) - middle)).toBeLessThan(1e-9 * (1 + middle));
      }),
    );
  });

  it('lets the caller see that a time lies before the first frame', () => {
    expect(grid.frameAt(-1)).toBeLessThan(0);
    expect(new FrameGrid({ sampleRate: 10, frameLength: 100, hopLength: 10 }).frameAt(0)).toBe(-5);
  });

  it.each([
    ['sampleRate', 0],
    ['frameLength', 1.5],
    ['hopLength', NaN],
  ])('refuses %s %p by name', (name, value) => {
    const axis = { sampleRate: 16000, frameLength: 400, hopLength: 160, [name]: value };
    expect(() => new FrameGrid(axis)).toThrow(`FrameGrid: ${name} is ${value}: expected a positive integer.`);
  });
});

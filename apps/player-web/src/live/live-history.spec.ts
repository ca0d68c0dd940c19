import { describe, expect, it } from '@jest/globals';
import { createLiveHistory } from './live-history.ts';

const nothing = new Float32Array(0);
const levelsOf = (...frames: number[]) => Uint8Array.from(frames.flatMap((frame) => [frame, 100 + frame]));

describe('createLiveHistory', () => {
  it('keeps the last frames, each in its own column', () => {
    const history = createLiveHistory(3, 2, 1);
    history.push(levelsOf(0, 1), nothing, nothing);
    expect([...history.posteriors]).toEqual([NaN, NaN, NaN]);
    history.push(levelsOf(2, 3), nothing, nothing);
    expect(history.frames).toBe(4);
    expect([...history.levels]).toEqual([3, 103, 1, 101, 2, 102]);
  });

  it('keeps the end of a push that is longer than it', () => {
    const history = createLiveHistory(3, 2, 1);
    history.push(levelsOf(0, 1, 2, 3, 4), Float32Array.of(0.5), Float32Array.of(0.25, 0.5, 0.75));
    expect([...history.levels]).toEqual([3, 103, 4, 104, 2, 102]);
    expect([...history.posteriors]).toEqual([0.5, 0.5, 0.75]);
  });

  it('shows a guess until the final posterior is there', () => {
    const history = createLiveHistory(4, 2, 2);
    history.push(levelsOf(0, 1), Float32Array.of(0.5, 0.5), nothing);
    history.push(levelsOf(2), Float32Array.of(0.25, 0.75), Float32Array.of(1, 0));
    expect([...history.posteriors]).toEqual([1, 0, 0.5, 0.5, 0.25, 0.75, NaN, NaN]);
    expect(history.finalFrames).toBe(1);
    history.push(levelsOf(), nothing, Float32Array.of(0, 1, 0.125, 0.875));
    expect([...history.posteriors]).toEqual([1, 0, 0, 1, 0.125, 0.875, NaN, NaN]);
    expect(history.finalFrames).toBe(3);
  });

  it('forgets the posterior of a column that is used again', () => {
    const history = createLiveHistory(2, 2, 1);
    history.push(levelsOf(0, 1), nothing, Float32Array.of(0.25, 0.5));
    history.push(levelsOf(2), nothing, nothing);
    expect([...history.posteriors]).toEqual([NaN, 0.5]);
  });
});

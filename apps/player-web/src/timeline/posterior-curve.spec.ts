import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import { createPosteriorCurve } from './posterior-curve.ts';

const grid = new FrameGrid({ sampleRate: 100, frameLength: 1, hopLength: 1 });
const trackOf = (...speech: number[]) => ({
  values: Float32Array.from(speech.flatMap((posterior) => [1 - posterior, posterior])),
  frames: speech.length,
  labels: ['noise', 'speech'],
  grid,
});

describe('createPosteriorCurve', () => {
  const curve = createPosteriorCurve(trackOf(0, 0.25, 1, 0.5), 'speech');

  it('shows every frame where there is room', () => {
    const { least, most, mean, certainty } = curve.columns({ startSeconds: 0, endSeconds: 0.04 }, 4);
    for (const columns of [least, most, mean]) expect([...columns]).toEqual([0, 0.25, 1, 0.5]);
    expect([...certainty]).toEqual([1, 0.5, 1, 0]);
  });

  it('shows extremes and means where there is none', () => {
    const { least, most, mean, certainty } = curve.columns({ startSeconds: 0, endSeconds: 0.04 }, 2);
    expect([...least]).toEqual([0, 0.5]);
    expect([...most]).toEqual([0.25, 1]);
    expect([...mean]).toEqual([0.125, 0.75]);
    expect([...certainty]).toEqual([0.75, 0.5]);
  });

  it('is empty where there are no frames', () => {
    const { least, most } = curve.columns({ startSeconds: 0.04, endSeconds: 0.08 }, 2);
    expect([...least]).toEqual([Infinity, Infinity]);
    expect([...most]).toEqual([-Infinity, -Infinity]);
  });

  it('refuses an unknown label', () => {
    expect(() => createPosteriorCurve(trackOf(1), 'music')).toThrow('"music" among noise, speech');
  });
});

import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import { posteriorCurve } from './posterior-curve.ts';

const grid = new FrameGrid({ sampleRate: 100, frameLength: 2, hopLength: 1 });
const trackOf = (...speech: number[]) => ({
  values: Float32Array.from(speech.flatMap((posterior) => [1 - posterior, posterior])),
  frames: speech.length,
  labels: ['noise', 'speech'],
  grid,
});

describe('posteriorCurve', () => {
  it('draws every frame at its centre where there is room', () => {
    expect(posteriorCurve(trackOf(0, 0.25, 1), 'speech', 10)).toBe('M0.01 1L0.02 0.75L0.03 0');
    expect(posteriorCurve(trackOf(0, 0.25, 1), 'noise', 10)).toBe('M0.01 0L0.02 0.25L0.03 1');
  });

  it('draws the lowest and the highest of a column where there is none', () => {
    expect(posteriorCurve(trackOf(0, 0.5, 1, 1), 'speech', 2)).toBe('M0.015 1L0.015 0.5L0.035 0');
  });

  it('draws nothing for no frames, and refuses an unknown label', () => {
    expect(posteriorCurve(trackOf(), 'speech', 10)).toBe('');
    expect(() => posteriorCurve(trackOf(1), 'music', 10)).toThrow('"music" among noise, speech');
  });
});

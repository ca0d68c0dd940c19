import { describe, expect, it } from '@jest/globals';
import { createLevelPyramid, createPeakPyramid, defaultFeatures, FrameGrid, levelScale } from '@earmark/dsp';
import { readoutAt } from './readout.ts';

const features = { ...defaultFeatures };
const grid = new FrameGrid(features);
const scale = levelScale(features, 128);

function overviewOf(level: number, frames = 1) {
  const levels = createLevelPyramid(scale.rows);
  levels.push(new Uint8Array(scale.rows * frames).fill(level));
  const info = { sampleRate: 44_100 };
  return {
    features,
    grid,
    scale,
    info,
    samplesPerPeak: 256,
    peaks: createPeakPyramid(),
    levels,
    revision: 1,
  };
}
const track = {
  values: Float32Array.of(0.03, 0.97, 0.7, 0.3),
  frames: 2,
  labels: ['noise', 'speech'],
  grid,
};

describe('readoutAt', () => {
  it('tells time, frequency, value and label', () => {
    const [time, hertz, value, label] = readoutAt({ seconds: 0.0125, height: 0 }, overviewOf(255), track);
    expect(time).toBe('0:00.012');
    expect(hertz).toMatch(/^\d+ Hz$/);
    expect(value).toBe(`${scale.most} dB`);
    expect(label).toBe('speech 97 %');
  });

  it('tells higher frequencies further up, within the picture', () => {
    const hertzAt = (height: number) =>
      Number.parseInt(readoutAt({ seconds: 0, height }, overviewOf(0), undefined)[1]!);
    const heights = [-0.1, 0, 0.3, 0.6, 0.99, 1.1].map(hertzAt);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(heights[0]).toBe(heights[1]);
    expect(heights[4]).toBe(heights[5]);
  });

  it('writes a minus as a minus', () => {
    expect(readoutAt({ seconds: 0.0125, height: 0 }, overviewOf(0), undefined)[2]).toBe(
      `−${-scale.least} dB`,
    );
  });

  it('leaves out what is not known', () => {
    expect(readoutAt({ seconds: 9 }, undefined, undefined)).toEqual(['0:09.000']);
    expect(readoutAt({ seconds: 9, height: 0.5 }, overviewOf(9), track)).toHaveLength(2);
    expect(readoutAt({ seconds: 0.0225 }, overviewOf(9), track)).toEqual(['0:00.022', 'noise 70 %']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import type { Posteriors } from '@earmark/models';
import { verdictAt } from './verdict.ts';

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 40, hopLength: 20 });
const track: Posteriors = {
  values: Float32Array.of(0.75, 0.25, 0.125, 0.875, 0, 1),
  frames: 3,
  labels: ['noise', 'speech'],
  grid,
};

describe('verdictAt', () => {
  it('takes the likeliest label of the frame whose centre is nearest', () => {
    expect(verdictAt(track, grid.centreSeconds(0))).toEqual({
      label: 'noise',
      posterior: 0.75,
      percent: '75 %',
      words: 'likely',
    });
    expect(verdictAt(track, grid.boundarySeconds(1) - 0.001)?.label).toBe('noise');
    expect(verdictAt(track, grid.boundarySeconds(1) + 0.001)).toMatchObject({
      label: 'speech',
      posterior: 0.875,
    });
  });

  it('keeps to the first and the last frame at the ends', () => {
    expect(verdictAt(track, 0)?.posterior).toBe(0.75);
    expect(verdictAt(track, 100)?.posterior).toBe(1);
  });

  it('says nothing without frames', () => {
    expect(verdictAt({ ...track, values: new Float32Array(0), frames: 0 }, 0)).toBeUndefined();
  });
});

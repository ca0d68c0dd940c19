import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { leastCertain } from './least-certain.ts';

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 10, hopLength: 10 });
/** A track with one posterior of `speech` for each second. */
function track(speech: readonly number[]) {
  const frames = speech.length * 100;
  const values = new Float32Array(2 * frames);
  for (let frame = 0; frame < frames; frame++) {
    const posterior = speech[Math.floor(frame / 100)]!;
    values.set([1 - posterior, posterior], 2 * frame);
  }
  return { values, frames, labels: ['noise', 'speech'], grid };
}

describe('leastCertain', () => {
  it('puts the least certain second first, whichever label it leans to', () => {
    const doubts = leastCertain(track([0.99, 0.6, 0.02, 0.45]), [], 10);
    expect(doubts.map(({ start, end }) => [start, end])).toEqual([
      [3, 4],
      [1, 2],
    ]);
    expect(doubts[0]!.certainty).toBeCloseTo(0.55, 5);
    expect(leastCertain(track([0.6, 0.5]), [], 1)).toHaveLength(1);
  });

  it('leaves out what is labelled', () => {
    const reference = [{ start: 3.5, end: 3.6, label: 'noise' }];
    expect(leastCertain(track([0.99, 0.6, 0.02, 0.45]), reference, 10).map(({ start }) => start)).toEqual([
      1,
    ]);
  });

  it('has nothing to say of nothing', () => expect(leastCertain(track([]), [], 3)).toEqual([]));
});

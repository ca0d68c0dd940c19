import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import { referenceProblem, scoredTime } from './scored-time.ts';

/** Centres at 0.5, 1.5, 2.5 … s. */
const grid = new FrameGrid({ sampleRate: 1000, frameLength: 1000, hopLength: 1000 });
const track = { frames: 10, grid, labels: ['noise', 'speech'] };

describe('scoredTime', () => {
  it('counts the frames under labels that the model knows, and names the others', () => {
    const scored = scoredTime(
      [
        { start: 1, end: 3, label: 'speech' },
        { start: 3, end: 4, label: 'noise' },
        { start: 6, end: 8.5, label: 'music' },
      ],
      track,
      0,
    );
    expect([...scored.frames]).toEqual([1, 2, 3]);
    expect([...scored.targets]).toEqual([1, 1, 0]);
    expect(scored.seconds).toBe(3);
    expect(scored.leftOut).toEqual([{ label: 'music', seconds: 2.5 }]);
    expect(scored.reference.map(({ label }) => label)).toEqual(['speech', 'noise']);
    expect(scored.labelled).toEqual([{ start: 1, end: 4, label: 'labelled' }]);
  });

  it('ignores a collar on each side of a boundary', () => {
    const reference = [
      { start: 0, end: 5, label: 'speech' },
      { start: 5, end: 10, label: 'noise' },
    ];
    expect([...scoredTime(reference, track, 1).frames]).toEqual([0, 1, 2, 3, 6, 7, 8, 9]);
  });

  it('joins segments of one label that touch: they are one event', () => {
    const reference = [
      { start: 2, end: 3, label: 'speech', confidence: 0.9 },
      { start: 1, end: 2, label: 'speech' },
    ];
    expect(scoredTime(reference, track, 0).reference).toEqual([{ start: 1, end: 3, label: 'speech' }]);
  });

  it('finds nothing where nothing is known', () => {
    const scored = scoredTime([{ start: 0, end: 1, label: 'music' }], track, 0);
    expect(scored).toMatchObject({ seconds: 0, reference: [], labelled: [] });
  });
});

describe('referenceProblem', () => {
  const overlapping = [
    { start: 0, end: 2, label: 'noise' },
    { start: 1, end: 3, label: 'speech' },
  ];

  it('names two labels that claim one moment', () => {
    expect(referenceProblem(overlapping, track.labels)).toBe(
      'Your labels: "noise" (0 to 2 s) and "speech" (1 to 3 s) overlap; expected one label at a time. Move one of their boundaries',
    );
  });

  it('does not mind labels that do not count', () => {
    expect(referenceProblem(overlapping, ['speech', 'music'])).toBeUndefined();
    expect(referenceProblem([], track.labels)).toBeUndefined();
  });
});

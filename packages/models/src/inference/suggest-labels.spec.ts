import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { suggestLabels, type SuggestionGround } from './suggest-labels.ts';

const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 160, hopLength: 160 });

/** Stretches of one second, each with one embedding and the posterior of the second label. */
function ground(
  stretches: readonly { readonly at: number; readonly posterior: number }[],
  reference: SuggestionGround['reference'] = [],
): SuggestionGround {
  const frames = 100 * stretches.length;
  const values = Float32Array.from({ length: 2 * frames }, (_, i) => {
    const { posterior } = stretches[Math.floor(i / 200)]!;
    return i % 2 === 1 ? posterior : 1 - posterior;
  });
  return {
    stretches: { values: Float32Array.from(stretches, ({ at }) => at), units: 1, stretchFrames: 100 },
    grid,
    durationSeconds: stretches.length - 0.1,
    posteriors: { values, frames, labels: ['noise', 'speech'], grid },
    reference,
  };
}

const startsOf = (ground: SuggestionGround, count: number) =>
  suggestLabels(ground, count).map(({ start }) => Math.round(start));

describe('suggestLabels', () => {
  it('asks for what the network is least certain of, and says how little it knows', () => {
    const [first] = suggestLabels(
      ground([
        { at: -1, posterior: 0.01 },
        { at: 1, posterior: 0.5 },
        { at: -1, posterior: 0.9 },
        { at: 1, posterior: 0.99 },
      ]),
      1,
    );
    expect(first).toEqual({ start: 1, end: 2, uncertainty: expect.closeTo(1, 5) });
  });

  it('does not ask for the same twice: what is alike comes after what is not', () => {
    const alike = [
      { at: 5, posterior: 0.5 },
      { at: 5.01, posterior: 0.5 },
      { at: 5.02, posterior: 0.5 },
      { at: -3, posterior: 0.4 },
    ];
    expect(startsOf(ground(alike), 2).toSorted()[1]).toBe(3);
  });

  it('leaves out what is labelled, and what is like it', () => {
    const moments = [
      { at: 1, posterior: 0.5 },
      { at: 1.01, posterior: 0.5 },
      { at: 3, posterior: 0.3 },
      { at: 0.99, posterior: 0.5 },
    ];
    const labelled = ground(moments, [{ start: 0.4, end: 0.6, label: 'noise' }]);
    expect(startsOf(labelled, 1)).toEqual([2]);
    expect(startsOf(labelled, 10).toSorted()).toEqual([1, 2, 3]);
  });

  it('asks for what is unlike the rest where the network knows no label yet', () => {
    const moments = [0, 0.1, -0.1, 7, 0].map((at) => ({ at, posterior: 0 }));
    const { posteriors: _, ...unknown } = ground(moments);
    expect(suggestLabels(unknown, 1)).toEqual([{ start: 3, end: 4, uncertainty: 1 }]);
  });

  it('ends at the end of the recording, and has nothing to ask where all is certain or labelled', () => {
    const last = suggestLabels(
      ground([
        { at: 0, posterior: 1 },
        { at: 1, posterior: 0.5 },
      ]),
      5,
    );
    expect(last).toEqual([{ start: 1, end: 1.9, uncertainty: expect.closeTo(1, 5) }]);
    const all = ground(
      [
        { at: 0, posterior: 0.5 },
        { at: 1, posterior: 0.5 },
      ],
      [{ start: 0, end: 2, label: 'noise' }],
    );
    expect(suggestLabels(all, 5)).toEqual([]);
  });
});

import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { balanceLabels } from './balance-labels.ts';
import type { LabelledFrames, Span } from './spans.ts';

const SPAN = 10;
const source = { frames: 0, bands: 1, read: () => new Float32Array() };
/** A recording cut into spans, one for every label that is given; -1: nobody labelled it. */
function spansOf(uri: string, labels: readonly number[], weight?: number): Span[] {
  const targets = Int8Array.from(labels.flatMap((label) => new Array<number>(SPAN).fill(label)));
  const recording: LabelledFrames = { uri, source, targets, ...(weight !== undefined && { weight }) };
  return labels.map((_, index) => ({ recording, start: index * SPAN }));
}
const labelOf = ({ recording, start }: Span) => recording.targets[start];
const count = <T>(items: readonly T[], item: T) => items.filter((other) => other === item).length;

describe('balanceLabels', () => {
  it('asks for every label equally often', () => {
    const spans = spansOf('a', [...new Array<number>(90).fill(0), ...new Array<number>(8).fill(2), 1, 1]);
    const labels = balanceLabels(spans, SPAN, createRandom(1)).map(labelOf);
    expect([0, 1, 2].map((label) => count(labels, label))).toEqual([34, 33, 33]);
  });

  it('prefers the spans that hold more of the label', () => {
    // One frame of speech in the first span, nine in the second.
    const targets = new Int8Array(20);
    targets.fill(1, 9, 19);
    const recording = { uri: 'a', source, targets };
    const spans = [0, 10].map((start) => ({ recording, start }));
    let second = 0;
    for (let seed = 0; seed < 1000; seed++)
      second += balanceLabels(spans, SPAN, createRandom(seed))[1]!.start / 10;
    expect(second / 1000).toBeGreaterThan(0.87);
    expect(second / 1000).toBeLessThan(0.93);
  });

  it('weighs recordings', () => {
    const spans = [...spansOf('a', [0, 0], 3), ...spansOf('b', [0, 0], 1), ...spansOf('c', [0, 0, 1], 0)];
    const uris: string[] = [];
    for (let seed = 0; seed < 500; seed++)
      for (const { recording } of balanceLabels(spans, SPAN, createRandom(seed))) uris.push(recording.uri);
    expect(count(uris, 'a') / uris.length).toBeGreaterThan(0.72);
    expect(count(uris, 'a') / uris.length).toBeLessThan(0.78);
    expect(count(uris, 'c')).toBe(0);
  });

  it('does the same in whatever order labels are met', () => {
    const labels = (given: number[]) =>
      balanceLabels(spansOf('a', given), SPAN, createRandom(1)).map(labelOf);
    expect(labels([0, 0, 0, 1])).toEqual([0, 1, 0, 1]);
    expect(labels([1, 0, 0, 0])).toEqual([0, 1, 0, 1]);
  });

  it('draws nothing where nothing weighs', () => {
    expect(balanceLabels(spansOf('a', [0, 1], 0), SPAN, createRandom(1))).toEqual([]);
    expect(balanceLabels([], SPAN, createRandom(1))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { swellingRecording } from '../small-model.fixture.ts';
import { drawSpans } from './spans.ts';

const recordings = [swellingRecording('a', 130, 1), swellingRecording('b', 7, 2)];

describe('drawSpans', () => {
  it('puts every labelled frame into exactly one span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(1000), fc.nat(50), (spanFrames, seed, epoch) => {
        for (const recording of recordings) {
          const covered = new Uint8Array(recording.targets.length);
          for (const span of drawSpans(recordings, spanFrames, seed, epoch))
            if (span.recording === recording)
              for (let frame = span.start; frame < span.start + spanFrames; frame++)
                if (frame >= 0 && frame < covered.length) covered[frame]!++;
          expect([...covered].every((count) => count === 1)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out spans in which nobody labelled anything', () => {
    const targets = new Int8Array(130).fill(-1);
    targets[60] = 1;
    expect(drawSpans([{ ...recordings[0]!, targets }], 16, 1, 0)).toHaveLength(1);
  });

  it('repeats itself for one seed and epoch, and moves with the epoch', () => {
    const starts = (seed: number, epoch: number) =>
      drawSpans(recordings, 16, seed, epoch).map(({ start }) => start);
    expect(starts(3, 1)).toEqual(starts(3, 1));
    expect(starts(3, 1)).not.toEqual(starts(3, 2));
    expect(starts(3, 1)).not.toEqual(starts(4, 1));
  });

  it('shows a recording as often as it weighs', () => {
    const count = (weight: number, epoch: number) =>
      drawSpans([{ ...recordings[0]!, weight }], 13, 1, epoch).length;
    // 10 cuts, or 11 where the first lies partly before the recording.
    const [once, twice, never] = [1, 2, 0].map((weight) => count(weight, 0));
    expect([10, 11]).toContain(once);
    expect(twice).toBe(2 * once!);
    expect(never).toBe(0);
    for (let epoch = 0; epoch < 100; epoch++)
      for (const weight of [0.1, 0.5, 1.7])
        expect(Math.abs(count(weight, epoch) - weight * count(1, epoch))).toBeLessThan(1);
    for (const weight of [-1, NaN, Infinity])
      expect(() => count(weight, 0)).toThrow(`a: the weight is ${weight}; expected a number, 0 or more`);
  });

  it('shows every part of a recording as often, whatever it weighs', () => {
    const times = new Map<string, number>();
    for (let epoch = 0; epoch < 3000; epoch++)
      for (const { recording, start } of drawSpans(
        recordings.map((recording, index) => ({ ...recording, weight: [0.3, 0.6][index]! })),
        130,
        1,
        epoch,
      )) {
        const place = recording.uri === 'b' ? 'b' : start <= 0 ? 'first half' : 'second half';
        times.set(place, (times.get(place) ?? 0) + 1);
      }
    // Recording b, of 7 frames, has two cuts where one falls into it: in 6 of 130 epochs.
    expect(times.get('b')! / 3000).toBeCloseTo((0.6 * 136) / 130, 1);
    const [first, second] = [times.get('first half')!, times.get('second half')!];
    expect(first / 3000).toBeCloseTo(0.3, 1);
    expect(second / 3000).toBeCloseTo((0.3 * 129) / 130, 1);
  });

  it('has one span where all together weigh less than one, each as likely as it weighs', () => {
    let heavier = 0;
    for (let epoch = 0; epoch < 1000; epoch++) {
      const light = recordings.map((recording, index) => ({ ...recording, weight: [0.01, 0.03][index]! }));
      const spans = drawSpans(light, 1000, 1, epoch);
      expect(spans).toHaveLength(1);
      if (spans[0]!.recording.uri === 'b') heavier++;
    }
    expect(heavier / 1000).toBeGreaterThan(0.7);
    expect(heavier / 1000).toBeLessThan(0.8);
  });

  it('gives what weighs a whole number the same draws as ever', () => {
    const weighted = recordings.map((recording, index) => ({ ...recording, weight: index + 1 }));
    const starts = drawSpans(weighted, 40, 1, 0).map(({ recording, start }) => `${recording.uri}${start}`);
    expect(starts).toEqual(['a65', 'b-2', 'a105', 'a-15', 'a25', 'b-2']);
  });

  it('draws as many spans balanced as not, the same for one seed and epoch', () => {
    const starts = (epoch: number) =>
      drawSpans(recordings, 16, 3, epoch, 'labels').map(({ recording, start }) => [recording.uri, start]);
    expect(starts(1)).toHaveLength(drawSpans(recordings, 16, 3, 1).length);
    expect(starts(1)).toEqual(starts(1));
    expect(starts(1)).not.toEqual(starts(2));
  });
});

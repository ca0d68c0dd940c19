import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smallContract, swellingRecording } from '../small-model.fixture.ts';
import { drawSpans, readBatch } from './spans.ts';

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
});

describe('readBatch', () => {
  const recording = recordings[0]!;

  it('normalizes, and puts the training mean and no label beyond the recording', () => {
    const batch = readBatch([{ recording, start: -3 }], smallContract, 16);
    expect(batch.inputs).toHaveLength((16 + 8) * 12);
    // 3 frames before the recording and half a window of context.
    expect(batch.inputs.subarray(0, 7 * 12).every((value) => value === 0)).toBe(true);
    expect(batch.inputs[7 * 12]).toBeCloseTo((recording.source.read(0, 1)[0]! + 50) / 10, 5);
    expect([...batch.targets]).toEqual([-1, -1, -1, ...recording.targets.subarray(0, 13)]);
  });

  it('does so at the end, too', () => {
    const batch = readBatch([{ recording, start: 120 }], smallContract, 16);
    expect([...batch.targets]).toEqual([...recording.targets.subarray(120), -1, -1, -1, -1, -1, -1]);
    expect(batch.inputs.subarray((130 - 116) * 12).every((value) => value === 0)).toBe(true);
    expect(batch.inputs[(129 - 116) * 12]).toBeCloseTo((recording.source.read(129, 1)[0]! + 50) / 10, 5);
  });

  it('reads a recording that is shorter than a window', () => {
    const batch = readBatch([{ recording: recordings[1]!, start: -2 }], smallContract, 16);
    expect([...batch.targets].filter((target) => target >= 0)).toHaveLength(7);
  });
});

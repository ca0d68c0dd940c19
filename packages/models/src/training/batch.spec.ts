import { describe, expect, it } from '@jest/globals';
import { smallContract, swellingRecording } from '../small-model.fixture.ts';
import type { Augmentation } from './augmentation.ts';
import { readBatch } from './batch.ts';

const recordings = [swellingRecording('a', 130, 1), swellingRecording('b', 7, 2)];
const still: Augmentation = { gainDb: 0, tiltDb: 0, shiftBands: 0, mixProbability: 0, snrDb: [0, 0] };

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

  it('hides and mixes where it is asked to, from the seeds', () => {
    const spans = [8, 24, 40].map((start) => ({ recording, start }));
    const plain = readBatch(spans, smallContract, 16);
    const varied = (changes: Partial<Augmentation>, seeds = [1, 2]) => {
      const options = { ...still, ...changes };
      return readBatch(spans, smallContract, 16, { options, background: [], seeds });
    };
    expect(varied({})).toEqual(plain);
    expect(varied({ timeMasks: { count: 0, widest: 9 } })).toEqual(plain);

    const masked = varied({ timeMasks: { count: 3, widest: 20 } });
    const hidden = masked.inputs.filter((value, i) => value !== plain.inputs[i]);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.every((value) => value === 0)).toBe(true);
    expect(masked.targets).toEqual(plain.targets);

    const mixed = varied({ mixupAlpha: 1 });
    expect(mixed.mixedIn!.share).toBeGreaterThan(0);
    expect(mixed).toEqual(varied({ mixupAlpha: 1 }));
    expect(mixed.mixedIn!.share).not.toBe(varied({ mixupAlpha: 1 }, [1, 3]).mixedIn!.share);
  });
});

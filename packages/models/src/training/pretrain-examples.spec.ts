import { createRandom, normalize } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { smallContract } from '../small-model.fixture.ts';
import { createExamples, type UnlabelledFrames } from './pretrain-examples.ts';
import type { Corruption } from './pretrain-recipe.ts';

const BANDS = 12;
const still = { gainDb: 0, tiltDb: 0, shiftBands: 0 };
const none: Corruption = { kind: 'none' };
const draw = (
  recordings: readonly UnlabelledFrames[],
  corruption: Corruption,
  { frames = 5, ahead = 0, augmentation = still } = {},
) => createExamples(recordings, smallContract, { frames, ahead }, { corruption, augmentation });

/** Each frame's values are its own number, in dB below 0, so that a value tells where it is from. */
const counted = (uri: string, frames: number, from = 0): UnlabelledFrames => ({
  uri,
  source: {
    frames,
    bands: BANDS,
    read: (start, count) =>
      Float32Array.from(
        { length: count * BANDS },
        (_, i) => -80 + 0.01 * (from + start + Math.floor(i / BANDS)),
      ),
  },
});
const noisy: UnlabelledFrames = {
  uri: 'noisy',
  source: {
    frames: 200,
    bands: BANDS,
    read: (start, count) => {
      const random = createRandom(start);
      return Float32Array.from({ length: count * BANDS }, () => -50 + 10 * random.normal());
    },
  },
};

describe('createExamples', () => {
  it('draws the same for the same seeds, and other for others', () => {
    const examples = draw([noisy], { kind: 'noise', probability: 1, snrDb: [0, 10] });
    expect(examples(3, 1, 2)).toEqual(examples(3, 1, 2));
    expect(examples(3, 1, 2).heard).not.toEqual(examples(3, 1, 3).heard);
  });

  it('begins with the examples of a smaller draw', () => {
    const examples = draw([noisy], none);
    expect(examples(8, 1).heard.subarray(0, 3 * 5 * BANDS)).toEqual(examples(3, 1).heard);
  });

  it('lets the network hear what it is to answer where nothing is corrupted', () => {
    const { heard, wanted, count } = draw([noisy], none, {
      augmentation: { gainDb: 6, tiltDb: 3, shiftBands: 1 },
    })(4, 1);
    expect(count).toBe(4);
    expect(heard).toEqual(wanted);
    expect(heard).toHaveLength(4 * 5 * BANDS);
  });

  it('wants what comes later, where it is to be predicted', () => {
    const { heard, wanted } = draw([counted('a', 300)], none, { ahead: 3 })(6, 1);
    const step = 0.01 / smallContract.normalization.deviation[0]!;
    heard.forEach((value, i) => expect(wanted[i]! - value).toBeCloseTo(3 * step, 4));
  });

  it('mixes other material into what is heard, and leaves what is wanted', () => {
    const { heard, wanted } = draw([noisy], { kind: 'noise', probability: 1, snrDb: [0, 0] })(4, 1);
    expect(heard).not.toEqual(wanted);
    heard.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(wanted[i]! - 1e-6));
  });

  it('hides some of what is heard behind the training mean', () => {
    const masks = { count: 2, widest: 4 };
    const { heard, wanted } = draw([noisy], { kind: 'mask', timeMasks: masks, bandMasks: masks })(8, 1);
    const hidden = heard.filter((value, i) => value !== wanted[i]);
    expect(hidden.length).toBeGreaterThan(0.1 * heard.length);
    expect(new Set(hidden)).toEqual(new Set([0]));
  });

  it('fills up a recording that is too short with the training mean', () => {
    const short = counted('short', 3);
    const { heard, wanted } = draw([short], none, { ahead: 1 })(1, 1);
    const known = normalize(short.source.read(0, 3), smallContract.normalization);
    expect([...heard]).toEqual([...known, ...Array<number>(2 * BANDS).fill(0)]);
    expect([...wanted]).toEqual([...known.subarray(BANDS), ...Array<number>(3 * BANDS).fill(0)]);
  });

  it('draws a recording as often as it is long', () => {
    const examples = draw([counted('a', 100), counted('b', 900, 100_000)], none, { frames: 1 });
    const { wanted } = examples(1000, 1);
    const fromA = wanted.filter((value, i) => i % BANDS === 0 && value < 50).length;
    expect(fromA).toBeGreaterThan(70);
    expect(fromA).toBeLessThan(130);
  });
});

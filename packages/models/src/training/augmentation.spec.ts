import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { smallContract, swellingRecording } from '../small-model.fixture.ts';
import { augmentSpan, backgroundSpans } from './augmentation.ts';

const level = (db: number, frames: number) => new Float32Array(frames * 2).fill(db);
const source = { frames: 50, bands: 2, read: (_: number, count: number) => level(-30, count) };
const none = { gainDb: 0, tiltDb: 0, shiftBands: 0, mixProbability: 0, snrDb: [0, 0] as [number, number] };

describe('augmentSpan', () => {
  it('changes nothing where nothing is asked for', () => {
    expect(augmentSpan(level(-20, 4), 2, -100, none, [], createRandom(1))).toEqual(level(-20, 4));
  });

  it('shifts the level of the whole span by one gain', () => {
    const gains = Array.from({ length: 50 }, (_, seed) => {
      const values = augmentSpan(level(-20, 4), 2, -100, { ...none, gainDb: 6 }, [], createRandom(seed));
      expect(new Set(values).size).toBe(1);
      return values[0]! + 20;
    });
    expect(Math.max(...gains)).toBeGreaterThan(4);
    expect(Math.min(...gains)).toBeLessThan(-4);
    expect(Math.max(...gains.map(Math.abs))).toBeLessThanOrEqual(6);
  });

  it('tilts the spectrum about its middle', () => {
    const [low, high] = augmentSpan(level(-20, 1), 2, -100, { ...none, tiltDb: 6 }, [], createRandom(2));
    expect(low).not.toBe(-20);
    expect(low! + high!).toBeCloseTo(-40, 4);
  });

  it('moves the spectrum by whole bands', () => {
    const spectrum = Float32Array.of(-10, -20, -30, -40);
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++)
      seen.add(augmentSpan(spectrum, 4, -100, { ...none, shiftBands: 1 }, [], createRandom(seed)).join());
    expect([...seen].sort()).toEqual(['-10,-10,-20,-30', '-10,-20,-30,-40', '-20,-30,-40,-40']);
  });

  it('adds background power at the ratio that was drawn', () => {
    const mix = { ...none, mixProbability: 1, snrDb: [10, 10] as [number, number] };
    const values = augmentSpan(
      level(-20, 4),
      2,
      -100,
      mix,
      [{ source, start: 0, frames: 50 }],
      createRandom(1),
    );
    // Power 1 and a tenth of it: 10 log10(1.1) above.
    expect(values[0]).toBeCloseTo(-20 + 10 * Math.log10(1.1), 4);
  });

  it('never goes below the floor', () => {
    const values = augmentSpan(level(-100, 4), 2, -100, { ...none, gainDb: 20 }, [], createRandom(3));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-100);
  });

  it('does not touch what it was given', () => {
    const given = level(-20, 4);
    augmentSpan(given, 2, -100, { ...none, gainDb: 6 }, [], createRandom(1));
    expect(given).toEqual(level(-20, 4));
  });
});

describe('backgroundSpans', () => {
  const recording = swellingRecording('a', 1000, 1);

  it('lists long stretches of background, once for every 100 frames', () => {
    const targets = new Int8Array(1000).fill(1);
    targets.fill(0, 100, 350);
    targets.fill(0, 400, 480);
    const spans = backgroundSpans([{ ...recording, targets }], smallContract);
    expect(spans.map(({ start, frames }) => [start, frames])).toEqual([
      [100, 250],
      [100, 250],
    ]);
  });

  it('is empty without a background label', () => {
    const contract = { ...smallContract, decision: { ...smallContract.decision, background: null } };
    expect(backgroundSpans([{ ...recording, targets: new Int8Array(1000) }], contract)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createPcen } from './pcen.ts';

const spec = {
  bands: 2,
  sampleRate: 100,
  hopLength: 1,
  pcenGain: 0.98,
  pcenBias: 2,
  pcenPower: 0.5,
  pcenSeconds: 0.1,
};

describe('createPcen', () => {
  it('is its formula, band by band', () => {
    // 10 frames to settle: s = (√401 - 1) / 200.
    const s = (Math.sqrt(401) - 1) / 200;
    const input = [3, 0.5, 7, 0, 1e-3, 100];
    const values = Float32Array.from(input);
    createPcen(spec).apply(values, 0, 3);
    const past = [1, 1];
    input.forEach((x, i) => {
      const m = (past[i % 2] = (1 - s) * past[i % 2]! + s * Math.fround(x));
      const expected = (x / (1e-6 + m) ** 0.98 + 2) ** 0.5 - 2 ** 0.5;
      expect(values[i]).toBeCloseTo(expected, 6);
    });
  });

  it('lets steady sound fade to the same small value, however loud it is', () => {
    const end = (level: number) => {
      const values = new Float32Array(400).fill(level);
      createPcen({ ...spec, bands: 1, pcenGain: 1 }).apply(values, 0, 400);
      return values.at(-1);
    };
    expect(end(1000)).toBeCloseTo(Math.sqrt(3) - Math.sqrt(2), 4);
    expect(end(10)).toBeCloseTo(Math.sqrt(3) - Math.sqrt(2), 4);
  });

  it('begins anew after a reset', () => {
    const pcen = createPcen(spec);
    const run = () => {
      const values = Float32Array.of(3, 0.5, 7, 0.1);
      pcen.apply(values, 0, 2);
      pcen.reset();
      return [...values];
    };
    expect(run()).toEqual(run());
  });
});

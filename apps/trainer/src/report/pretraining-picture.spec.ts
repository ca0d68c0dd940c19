import { defaultFeatures } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { examplesPicture } from './pretraining-picture.ts';

const features = { ...defaultFeatures, bands: 2 };
const normalization = { mean: [-50, -50], deviation: [10, 10] };
const input = { features, normalization };
/** Two examples of three frames. */
const values = (level: number) => new Float32Array(2 * 3 * 2).fill(level);
const loud = values(4);

describe('examplesPicture', () => {
  it('stands originals beside answers, one pixel a frame and band', () => {
    const examples = { count: 2, frames: 3, heard: loud, wanted: loud, answers: values(-4) };
    const { width, height, data } = examplesPicture(examples, input);
    expect(height).toBe(2);
    // original, 4, answer, 8, original, 4, answer
    expect(width).toBe(3 + 4 + 3 + 8 + 3 + 4 + 3);
    const opaque = Array.from({ length: width }, (_, x) => (data[4 * x + 3] ? 'x' : '.')).join('');
    expect(opaque).toBe('xxx....xxx........xxx....xxx');
    const brightness = (x: number) => data[4 * x]! + data[4 * x + 1]! + data[4 * x + 2]!;
    expect(brightness(0)).toBeGreaterThan(600);
    expect(brightness(7)).toBeLessThan(100);
  });

  it('shows what was heard as well, where that is something else', () => {
    const examples = { count: 2, frames: 3, heard: values(3), wanted: loud, answers: values(-4) };
    expect(examplesPicture(examples, input).width).toBe(2 * (3 * 3 + 2 * 4) + 8);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concatenate } from './concatenate.ts';
import { createPeakStream } from './peaks.ts';

describe('createPeakStream', () => {
  it('gives the extremes of every so many samples, however they are cut, again and again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 50 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 30 }),
        (pieces, samplesPerPeak) => {
          const samples = pieces.flat();
          const blocks = Array.from({ length: Math.ceil(samples.length / samplesPerPeak) }, (_, block) =>
            samples.slice(block * samplesPerPeak, (block + 1) * samplesPerPeak),
          );
          const stream = createPeakStream(samplesPerPeak);
          for (let round = 0; round < 2; round++) {
            const pushed = pieces.map((piece) => stream.push(Float32Array.from(piece)));
            const whole = pushed.reduce((sum, { least }) => sum + least.length, 0);
            expect(whole).toBe(Math.floor(samples.length / samplesPerPeak));
            const all = [...pushed, stream.flush()];
            expect([...concatenate(all.map(({ least }) => least))]).toEqual(
              blocks.map((block) => Math.min(...block)),
            );
            expect([...concatenate(all.map(({ most }) => most))]).toEqual(
              blocks.map((block) => Math.max(...block)),
            );
          }
        },
      ),
    );
  });

  it.each([0, 1.5, NaN])('refuses peaks of %d samples', (samplesPerPeak) => {
    expect(() => createPeakStream(samplesPerPeak)).toThrow(
      `samplesPerPeak is ${samplesPerPeak}: expected a positive integer.`,
    );
  });
});

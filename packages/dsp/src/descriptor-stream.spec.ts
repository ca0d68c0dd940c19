import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concatenate } from './concatenate.ts';
import { descriptorNames } from './descriptor-names.ts';
import { createDescriptorStream } from './descriptor-stream.ts';
import { defaultFeatures } from './feature-presets.ts';
import { referenceSignal } from './librosa.fixture.ts';

describe('createDescriptorStream', () => {
  it('gives the same numbers, bit by bit, however the samples are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(8000, 16_000, 44_100),
        fc.constantFrom(40, 160, 400, 1111),
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 }),
        async (sampleRate, hopLength, cuts) => {
          const axis = { sampleRate: 16_000, frameLength: 400, hopLength };
          const samples = referenceSignal(sampleRate, 6000);
          const stream = await createDescriptorStream(axis, descriptorNames, sampleRate);
          const whole = concatenate([stream.push(samples), stream.flush()]);
          const ends = [...cuts.sort((a, b) => a - b).map((cut) => cut * 2), samples.length];
          // The same stream again: after a flush it is as new.
          const pieces = ends.map((end, i) => stream.push(samples.subarray(ends[i - 1] ?? 0, end)));
          expect(concatenate([...pieces, stream.flush()])).toEqual(whole);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('gives each frame as soon as its last sample is there', async () => {
    const stream = await createDescriptorStream(defaultFeatures, ['rms', 'chroma', 'zcr']);
    expect(stream.columns.length).toBe(14);
    expect(stream.columns.slice(0, 3)).toEqual(['rms', 'chromaC', 'chromaCSharp']);
    expect(stream.push(new Float32Array(399)).length).toBe(0);
    expect(stream.push(new Float32Array(1)).length).toBe(14);
    expect(stream.push(new Float32Array(320)).length).toBe(28);
    expect(stream.flush().length).toBe(0);
  });

  it('is as before where a push is refused, and names the sample in the whole recording', async () => {
    const stream = await createDescriptorStream(defaultFeatures, ['rms']);
    stream.push(new Float32Array(300).fill(0.5));
    expect(() => stream.push(Float32Array.of(0, Infinity))).toThrow('Sample 301 is Infinity');
    expect(stream.push(new Float32Array(100).fill(0.5))).toEqual(Float32Array.of(0.5));
  });

  it('refuses a bad axis or sample rate', async () => {
    await expect(createDescriptorStream({ ...defaultFeatures, hopLength: 0 }, ['rms'])).rejects.toThrow(
      'hopLength is 0',
    );
    await expect(createDescriptorStream(defaultFeatures, ['rms'], -1)).rejects.toThrow('-1');
  });
});

import { describe, expect, it } from '@jest/globals';
import { createFrameStream, frameStreamBlock } from './frame-stream.ts';
import { createResampler } from './resample.ts';

/** A stream whose frames are single samples, each written as it is. */
function samplesAs(sampleRate: number, inputSampleRate: number) {
  const held = new Float32Array(frameStreamBlock);
  return createFrameStream({ sampleRate, frameLength: 1, hopLength: 1 }, inputSampleRate, {
    width: 1,
    samples: held,
    write: (start, frames, out, offset) => out.set(held.subarray(start, start + frames), offset),
  });
}

describe('createFrameStream', () => {
  it.each([
    [384_000, 11_025],
    [705_600, 16_000],
    [768_000, 22_050],
    [767_999, 16_000],
    [2_000_000, 44_100],
    [44_100, 44_101],
    [8000, 48_000],
  ])(
    'takes the block that becomes the most samples, wherever the resampler stands: %i to %i Hz',
    (from, to) => {
      const block = Math.floor((frameStreamBlock * from) / to);
      const probe = createResampler(from, to);
      let [most, at] = [0, 0];
      const one = new Float32Array(1);
      const room = new Float32Array(16);
      for (let count = 0; count < 5000; count++) {
        if (probe.outputLength(block) > most) [most, at] = [probe.outputLength(block), count];
        probe.pushInto(one, room);
      }
      const stream = samplesAs(to, from);
      const before = stream.push(new Float32Array(at)).length;
      const samples = Float32Array.from({ length: block }, (_, i) => Math.sin(i / 100));
      expect(stream.frameCount(block)).toBe(most);
      const written = stream.push(samples);
      expect(written.length).toBe(most);

      const whole = createResampler(from, to);
      expect(whole.push(new Float32Array(at)).length).toBe(before);
      expect(written).toEqual(whole.push(samples));
    },
  );
});

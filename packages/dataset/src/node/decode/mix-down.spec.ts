import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mixInterleaved, mixPlanes } from './mix-down.ts';

describe('mixing down', () => {
  it('gives the mean of the channels, or the one that is named, from either layout', () => {
    const cases = fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 60 }),
      fc.nat(7),
      (channels, values, named) => {
        const length = Math.floor(values.length / channels);
        const interleaved = Int16Array.from(values);
        const planes = Array.from({ length: channels }, (_, channel) =>
          Int16Array.from({ length }, (__, index) => interleaved[index * channels + channel]!),
        );
        const fullScale = 32_768;
        const mean = Float32Array.from({ length }, (_, index) => {
          const sum = planes.reduce((total, plane) => total + plane[index]!, 0);
          return sum / (channels * fullScale);
        });
        expect(mixInterleaved(interleaved, { channels, channel: undefined, fullScale })).toEqual(mean);
        expect(mixPlanes(planes, { channel: undefined, fullScale })).toEqual(mean);
        const channel = named % channels;
        const one = Float32Array.from(planes[channel]!, (value) => value / fullScale);
        expect(mixInterleaved(interleaved, { channels, channel, fullScale })).toEqual(one);
        expect(mixPlanes(planes, { channel, fullScale })).toEqual(one);
      },
    );
    fc.assert(cases);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultFeatures } from './feature-presets.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { FrameGrid } from './frame-grid.ts';
import { referenceSignal } from './librosa.fixture.ts';
import { resample } from './resample.ts';
import { createSpectrogramStream, spectrogram } from './spectrogram.ts';

/** Small, so that random chunkings run in moments. */
const small: FeatureSpec = {
  ...defaultFeatures,
  sampleRate: 8000,
  frameLength: 100,
  hopLength: 40,
  fftLength: 128,
  bands: 8,
  fMin: 0,
  fMax: 4000,
};

function noise(count: number, seed = 1): Float32Array {
  const samples = new Float32Array(count);
  for (let i = 0, state = seed + 1; i < count; i++) {
    state = (state * 48271) % 2147483647;
    samples[i] = (2 * state) / 2147483647 - 1;
  }
  return samples;
}

const bytes = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

describe('spectrogram', () => {
  it('gives a full-scale tone its power in its band', async () => {
    // A Hann window of 512 samples sums to 256: a sine of amplitude 1 on a bin has the magnitude 128, bins apart by 31.25 Hz.
    const spec: FeatureSpec = { ...defaultFeatures, frameLength: 512, scale: 'linear', bands: 257, fMin: 0 };
    const samples = Float32Array.from({ length: 512 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 16_000));
    const { values } = await spectrogram({ samples, sampleRate: 16_000 }, spec);
    expect(values[32]).toBeCloseTo(20 * Math.log10(128), 4);
    expect(values[33]).toBeCloseTo(20 * Math.log10(64), 4);
    expect(values[100]).toBeLessThan(-60);
  });

  it('has the bin of a constant at one end and that of half the sample rate at the other', async () => {
    const spec: FeatureSpec = { ...defaultFeatures, frameLength: 512, scale: 'linear', bands: 257, fMin: 0 };
    const ends = async (sample: (i: number) => number) => {
      const samples = Float32Array.from({ length: 512 }, (_, i) => sample(i));
      const { values } = await spectrogram({ samples, sampleRate: 16_000 }, spec);
      return [values[0], values[256]];
    };
    const [loud, floor] = [expect.closeTo(20 * Math.log10(256), 4), -100];
    expect(await ends(() => 1)).toEqual([loud, floor]);
    expect(await ends((i) => (-1) ** i)).toEqual([floor, loud]);
  });

  it('measures against a fixed reference: a piece agrees with the whole', async () => {
    const samples = referenceSignal(16_000, 4000);
    const whole = await spectrogram({ samples, sampleRate: 16_000 }, defaultFeatures);
    const piece = await spectrogram({ samples: samples.subarray(1600), sampleRate: 16_000 }, defaultFeatures);
    expect(bytes(piece.values).equals(bytes(whole.values.subarray(10 * 64)))).toBe(true);
  });

  it('resamples what has another sample rate', async () => {
    const audio = { samples: referenceSignal(44_100, 9000), sampleRate: 44_100 };
    const direct = await spectrogram(audio, defaultFeatures);
    const inSteps = await spectrogram(resample(audio, 16_000), defaultFeatures);
    expect(direct.frames).toBe(18);
    expect(bytes(direct.values).equals(bytes(inSteps.values))).toBe(true);
  });

  it('shifts by 20 dB for magnitudes and 10 dB for powers when the reference is ten times smaller', async () => {
    const audio = { samples: noise(400), sampleRate: 16_000 };
    for (const [quantity, step] of [
      ['magnitude', 20],
      ['power', 10],
    ] as const) {
      const [plain, shifted] = await Promise.all(
        [1, 0.1].map((reference) => spectrogram(audio, { ...defaultFeatures, quantity, reference })),
      );
      expect(shifted!.values[20]! - plain!.values[20]!).toBeCloseTo(step, 4);
    }
  });

  it.each([0, 1, 399])('has no frame for %i samples', async (count) => {
    const { values, frames, bands } = await spectrogram(
      { samples: noise(count), sampleRate: 16_000 },
      defaultFeatures,
    );
    expect([values.length, frames, bands]).toEqual([0, 0, 64]);
  });

  it('is the floor everywhere in silence, and never below it', async () => {
    const silence = await spectrogram(
      { samples: new Float32Array(1000), sampleRate: 16_000 },
      { ...defaultFeatures, floorDb: -37 },
    );
    expect(new Set(silence.values)).toEqual(new Set([-37]));
    const faint = await spectrogram(
      { samples: noise(1000).map((x) => x * 1e-3), sampleRate: 16_000 },
      { ...defaultFeatures, floorDb: -60 },
    );
    expect(Math.min(...faint.values)).toBe(-60);
    expect(Math.max(...faint.values)).toBeGreaterThan(-60);
  });

  it('stays finite for the loudest samples it accepts', async () => {
    const { values } = await spectrogram(
      { samples: noise(1000).map((x) => Math.sign(x) * 1e9), sampleRate: 16_000 },
      defaultFeatures,
    );
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it.each([NaN, Infinity, -Infinity])('names the sample that is %p', async (bad) => {
    const samples = noise(50_000);
    samples[40_001] = bad;
    for (const sampleRate of [16_000, 44_100]) {
      await expect(spectrogram({ samples, sampleRate }, defaultFeatures)).rejects.toThrow(
        `Sample 40001 is ${bad}: expected`,
      );
    }
  });

  it('refuses a bad spec and a bad sample rate', async () => {
    const samples = noise(500);
    await expect(
      spectrogram({ samples, sampleRate: 16_000 }, { ...defaultFeatures, hopLength: 0 }),
    ).rejects.toThrow('hopLength is 0');
    await expect(spectrogram({ samples, sampleRate: 0 }, defaultFeatures)).rejects.toThrow(
      'sample rate is 0',
    );
  });

  it('leaves the samples as they are', async () => {
    const samples = noise(1000);
    await spectrogram({ samples, sampleRate: 48_000 }, defaultFeatures);
    expect(samples).toEqual(noise(1000));
  });
});

describe('a stream', () => {
  it('equals the whole bit by bit, however it is cut, at any sample rate, with hops shorter and longer than a frame', async () => {
    const cases = fc.record({
      lengths: fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20_000 })), {
        maxLength: 10,
      }),
      inputRate: fc.constantFrom(8000, 8000, 11_025, 16_000, 44_100, 48_000),
      frameLength: fc.integer({ min: 2, max: 128 }),
      hopLength: fc.oneof(fc.integer({ min: 5, max: 128 }), fc.integer({ min: 129, max: 30_000 })),
      fftLength: fc.constantFrom(128, 160, 512),
      quantity: fc.constantFrom('power' as const, 'magnitude' as const),
      compression: fc.constantFrom('decibel' as const, 'log' as const, 'none' as const, 'pcen' as const),
      seed: fc.integer({ min: 0, max: 10_000 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ lengths, inputRate, seed, ...changes }) => {
        const features = { ...small, ...changes };
        const samples = noise(
          lengths.reduce((sum, length) => sum + length, 0),
          seed,
        );
        const whole = await spectrogram({ samples, sampleRate: inputRate }, features);
        const grid = new FrameGrid(features);
        expect(whole.frames).toBe(grid.frameCount(Math.ceil((samples.length * 8000) / inputRate)));

        const stream = await createSpectrogramStream(features, inputRate);
        const pieces: Buffer[] = [];
        let start = 0;
        for (const length of lengths)
          pieces.push(bytes(stream.push(samples.subarray(start, (start += length)))));
        pieces.push(bytes(stream.flush()));
        expect(Buffer.concat(pieces).equals(bytes(whole.values))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('gives every frame as soon as its last sample is there', async () => {
    const stream = await createSpectrogramStream(defaultFeatures);
    const counts = [399, 1, 159, 1, 320].map((length) => stream.push(new Float32Array(length)).length / 64);
    expect(counts).toEqual([0, 1, 0, 1, 2]);
    expect(stream.flush().length).toBe(0);
  });

  it('is as new after a flush', async () => {
    const stream = await createSpectrogramStream(defaultFeatures, 44_100);
    const run = () => Buffer.concat([bytes(stream.push(noise(5000))), bytes(stream.flush())]);
    expect(run().equals(run())).toBe(true);
  });

  it('is as before after samples it refuses', async () => {
    const [disturbed, calm] = [
      await createSpectrogramStream(small, 16_000),
      await createSpectrogramStream(small, 16_000),
    ];
    const samples = noise(40_000);
    const bad = samples.slice();
    bad[39_999] = NaN;
    const first = bytes(disturbed.push(samples));
    expect(() => disturbed.push(bad)).toThrow('Sample 79999 is NaN');
    const result = Buffer.concat([first, bytes(disturbed.push(samples)), bytes(disturbed.flush())]);
    const expected = Buffer.concat([
      bytes(calm.push(samples)),
      bytes(calm.push(samples)),
      bytes(calm.flush()),
    ]);
    expect(result.equals(expected)).toBe(true);
  });

  it.each([16_000, 48_000])(
    'writes into the room it is given, and takes no memory for it: %i Hz',
    async (rate) => {
      const stream = await createSpectrogramStream(defaultFeatures, rate);
      const hop = noise(rate / 100);
      const out = new Float32Array(2 * defaultFeatures.bands);
      const used = () => {
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < 5000; i++) stream.pushInto(hop, out);
        return (process.memoryUsage().heapUsed - before) / 5000;
      };
      used();
      // One collection in between would make it negative, other work of the process larger.
      const garbage = Array.from({ length: 9 }, used).sort((a, b) => a - b);
      expect(garbage[4]!).toBeLessThan(40);
    },
  );

  it('fills what it is given just as it would fill an array of its own, and refuses one that is too short', async () => {
    const [own, given] = [await createSpectrogramStream(small), await createSpectrogramStream(small)];
    const out = new Float32Array(100);
    for (const length of [1, 139, 0, 77, 300]) {
      const samples = noise(length, length);
      const count = given.frameCount(length);
      const short = new Float32Array(count * small.bands - 1 < 0 ? 0 : count * small.bands - 1);
      if (count > 0)
        expect(() => given.pushInto(samples, short)).toThrow(`out has room for ${short.length} values`);
      expect(given.pushInto(samples, out)).toBe(count);
      expect(bytes(out.subarray(0, count * small.bands)).equals(bytes(own.push(samples)))).toBe(true);
    }
  });

  it('runs beside others without mixing with them', async () => {
    const streams = await Promise.all(
      [small, { ...small, fftLength: 1024 }].map((spec) => createSpectrogramStream(spec)),
    );
    const alone = await spectrogram({ samples: noise(2000), sampleRate: 8000 }, small);
    const parts: Buffer[] = [];
    for (let start = 0; start < 2000; start += 250) {
      parts.push(bytes(streams[0]!.push(noise(2000).subarray(start, start + 250))));
      streams[1]!.push(noise(250, start));
    }
    expect(Buffer.concat(parts).equals(bytes(alone.values))).toBe(true);
  });
});

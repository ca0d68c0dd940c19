import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createResampler, resample } from './resample.ts';

const sine = (hz: number, sampleRate: number, count: number, phase = 0) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRate + phase));

/** Level of a sine with the same power, in dB. */
const decibels = (squares: number, count: number) => 10 * Math.log10((2 * squares) / count + 1e-30);

/** What became of sin(2π * hz * t + 1), by least squares, away from the ends, where the silence around the recording is heard. */
function fitTone(samples: Float32Array, sampleRate: number, hz: number, margin: number) {
  let [ss, sc, cc, ys, yc, rest] = [0, 0, 0, 0, 0, 0];
  const angle = (i: number) => (2 * Math.PI * hz * i) / sampleRate + 1;
  const end = samples.length - margin;
  for (let i = margin; i < end; i++) {
    const [s, c, y] = [Math.sin(angle(i)), Math.cos(angle(i)), samples[i]!];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    ys += y * s;
    yc += y * c;
  }
  const determinant = ss * cc - sc * sc;
  const inPhase = (ys * cc - yc * sc) / determinant;
  const quadrature = (yc * ss - ys * sc) / determinant;
  for (let i = margin; i < end; i++) {
    rest += (samples[i]! - inPhase * Math.sin(angle(i)) - quadrature * Math.cos(angle(i))) ** 2;
  }
  return {
    gainDb: 20 * Math.log10(Math.hypot(inPhase, quadrature)),
    delaySeconds: -Math.atan2(quadrature, inPhase) / (2 * Math.PI * hz),
    restDb: decibels(rest, end - margin),
  };
}

/** Resamples a tone and holds it to what is promised of the passband, or of the stopband. */
function checkTone(from: number, to: number, share: number) {
  const low = Math.min(from, to);
  const hz = (share * low) / 2;
  const tone = sine(hz, from, Math.ceil((400 * from) / low), 1);
  const { samples, sampleRate } = resample({ samples: tone, sampleRate: from }, to);
  const margin = Math.ceil((140 * to) / low);
  expect(sampleRate).toBe(to);
  if (share <= 0.9) {
    const { gainDb, delaySeconds, restDb } = fitTone(samples, to, hz, margin);
    expect(Math.abs(gainDb)).toBeLessThan(0.01);
    expect(Math.abs(delaySeconds * low)).toBeLessThan(1e-3);
    expect(restDb).toBeLessThan(-95);
  } else {
    const middle = samples.subarray(margin, -margin);
    expect(
      decibels(
        middle.reduce((sum, x) => sum + x * x, 0),
        middle.length,
      ),
    ).toBeLessThan(-85);
  }
}

describe.each([
  [48_000, 16_000],
  [44_100, 16_000],
  [44_100, 48_000],
  [44_100, 44_101],
  [44_101, 44_100],
  [16_000, 44_100],
  [8000, 16_000],
  [16_000, 8000],
  [96_000, 16_000],
  [192_000, 44_100],
  [767_999, 16_000],
  [48_000, 125],
  [11_025, 16_000],
  [22_050, 16_000],
  [1000, 4801],
  [99, 1],
])('from %i to %i Hz', (from, to) => {
  it('keeps every tone to 0.9 of the Nyquist frequency, without ripple, delay, alias or image', () => {
    for (const share of [0.02, 0.1, 0.37, 0.62, 0.81, 0.87, 0.9]) checkTone(from, to, share);
  });

  const aliases = [1, 1.001, 1.01, 1.05, 1.37, 1.9, 2.1, 4.1, 7.9, 15.7, 61, 97].filter(
    (share) => share * to < from,
  );
  if (aliases.length > 0) {
    it('removes every tone from the Nyquist frequency on that would be an alias', () => {
      for (const share of aliases) checkTone(from, to, share);
    });
  }
});

/** As many octaves at the top as at the bottom, and the rates that are met. */
const rates = fc.oneof(
  fc.constantFrom(1, 8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 768_000),
  fc.double({ min: 0, max: 1, noNaN: true }).map((power) => Math.round(768_000 ** power)),
);
const mostOutput = 50_000;
const mostInput = 20_000;

describe('at any two rates', () => {
  it('a tone stays as it is, without delay', () => {
    const cases = fc
      .tuple(rates, rates, fc.double({ min: 0.02, max: 0.9, noNaN: true }))
      .filter(([from, to]) => Math.max(from / to, to / from) < 200);
    fc.assert(
      fc.property(cases, ([from, to, share]) => checkTone(from, to, share)),
      { numRuns: 25 },
    );
  });

  it('a constant stays a constant, and an impulse has its centre at its own time', () => {
    const cases = fc.tuple(rates, rates).filter(([from, to]) => Math.max(from / to, to / from) < 200);
    fc.assert(
      fc.property(cases, ([from, to]) => {
        const low = Math.min(from, to);
        const count = Math.ceil((400 * from) / low);
        const margin = Math.ceil((140 * to) / low);
        const level = resample({ samples: new Float32Array(count).fill(0.5), sampleRate: from }, to).samples;
        expect(level.subarray(margin, -margin).every((x) => Math.abs(x - 0.5) < 1e-6)).toBe(true);

        const impulse = new Float32Array(count);
        const index = Math.floor(count / 2) + 1;
        impulse[index] = 1;
        const { samples } = resample({ samples: impulse, sampleRate: from }, to);
        const sum = samples.reduce((total, x) => total + x, 0);
        const centre = samples.reduce((total, x, i) => total + x * i, 0) / sum / to;
        expect(Math.abs(centre - index / from) * low).toBeLessThan(0.01);
      }),
      { numRuns: 25 },
    );
  });

  it('a stream equals the whole bit by bit, however it is cut, has the exact length and announces its pieces', () => {
    const cuts = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 1 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 6000 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rates, rates, cuts, fc.integer(), (from, to, wanted, seed) => {
        let room = Math.min(mostInput, Math.floor((mostOutput * from) / to));
        const lengths = wanted.map((length) => {
          const possible = Math.min(length, room);
          room -= possible;
          return possible;
        });
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const samples = Float32Array.from({ length: total }, (_, i) => Math.sin(seed + i * i * 0.01));
        const whole = resample({ samples, sampleRate: from }, to).samples;
        expect(whole.length).toBe(Math.ceil((total * to) / from));

        const resampler = createResampler(from, to);
        const pieces: Buffer[] = [];
        let start = 0;
        for (const [index, length] of lengths.entries()) {
          const announced = resampler.outputLength(length);
          const piece = samples.subarray(start, (start += length));
          const out = index % 2 === 0 ? resampler.push(piece) : new Float32Array(announced + 3).fill(NaN);
          const count = index % 2 === 0 ? out.length : resampler.pushInto(piece, out);
          expect(count).toBe(announced);
          expect(out.subarray(count).every(Number.isNaN)).toBe(true);
          pieces.push(Buffer.from(out.buffer, 0, out.BYTES_PER_ELEMENT * count));
        }
        pieces.push(Buffer.from(resampler.flush().buffer));
        expect(Buffer.concat(pieces).equals(Buffer.from(whole.buffer))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [48_000, 16_000],
    [16_000, 44_100],
    [44_100, 44_101],
    [99, 1],
    [64_000, 1000],
    [96_000, 125],
  ])('silence lies before and after the recording: from %i to %i Hz', (from, to) => {
    const low = Math.min(from, to);
    const sound = sine(0.3 * low, from, Math.ceil((200 * from) / low), 1).map((x) => x + 1);
    const alone = resample({ samples: sound, sampleRate: from }, to).samples;
    // A second of silence is a whole number of samples of both rates and of those between them.
    const framed = new Float32Array(from + sound.length + from);
    framed.set(sound, from);
    const inSilence = resample({ samples: framed, sampleRate: from }, to).samples.subarray(to);
    expect(alone.every((x, i) => Math.abs(x - inSilence[i]!) < 1e-6)).toBe(true);
  });

  it('needs less than a megabyte', () => {
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    fc.assert(
      fc.property(rates, rates, (from, to) => {
        grow.mockClear();
        createResampler(from, to);
        const pages = grow.mock.calls.reduce((sum, [more]) => sum + 1 + more, 0);
        expect(pages > 0).toBe(from !== to);
        expect(pages).toBeLessThan(16);
      }),
      {
        numRuns: 20,
        examples: [
          [767_999, 16_000],
          [768_000, 1],
          [1, 768_000],
          [44_100, 44_101],
        ],
      },
    );
    grow.mockRestore();
  });
});

describe('a stream', () => {
  it('is as new after a flush', () => {
    for (const to of [16_000, 44_100, 1000]) {
      const resampler = createResampler(44_100, to);
      const samples = sine(440, 44_100, 5000);
      const run = () => [...resampler.push(samples), ...resampler.flush()];
      expect(run()).toEqual(run());
    }
  });

  it.each([16_000, 48_000])('at %i Hz is as before after samples or room it refuses', (to) => {
    const [disturbed, calm] = [createResampler(48_000, to), createResampler(48_000, to)];
    const samples = sine(440, 48_000, 3000);
    const result = [...disturbed.push(samples)];
    const bad = samples.slice();
    bad[2999] = NaN;
    expect(() => disturbed.push(bad)).toThrow('Sample 5999 is NaN: expected a finite number');
    const length = disturbed.outputLength(3000);
    expect(() => disturbed.pushInto(samples, new Float32Array(length - 1))).toThrow(
      `out has room for ${length - 1} samples: expected at least ${length}`,
    );
    expect([...result, ...disturbed.push(samples)]).toEqual([...calm.push(samples), ...calm.push(samples)]);
  });

  it('holds back no more than the filter reaches', () => {
    const resampler = createResampler(48_000, 16_000);
    expect(resampler.push(new Float32Array(48_000)).length).toBeGreaterThan(16_000 - 80);
  });

  it.each([16_000, 48_000, 1000])('at %i Hz allocates nothing once it is warm', (to) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const resampler = createResampler(48_000, to);
    const [hop, out] = [sine(440, 48_000, 160), new Float32Array(400)];
    const run = (times: number) => {
      for (let i = 0; i < times; i++) resampler.pushInto(hop, out);
    };
    run(10_000);
    // The least of several: what else the engine allocates meanwhile isn't ours.
    const bytesPerCall = Array.from({ length: 5 }, () => {
      collect();
      const before = process.memoryUsage().heapUsed;
      run(2000);
      return (process.memoryUsage().heapUsed - before) / 2000;
    });
    // A view or a number on the heap would be 16 bytes or more in every call.
    expect(Math.min(...bytesPerCall)).toBeLessThan(8);
  });
});

describe('resample', () => {
  it('keeps samples of the same rate as they are, in a copy', () => {
    const samples = sine(440, 16_000, 100);
    const same = resample({ samples, sampleRate: 16_000 }, 16_000).samples;
    expect(same).toEqual(samples);
    expect(same).not.toBe(samples);
  });

  it('takes nothing, one sample and silence', () => {
    const audio = (samples: Float32Array) => ({ samples, sampleRate: 48_000 });
    expect(resample(audio(new Float32Array(0)), 16_000).samples).toEqual(new Float32Array(0));
    expect(resample(audio(Float32Array.of(1)), 16_000).samples.length).toBe(1);
    expect(resample(audio(new Float32Array(1000)), 44_100).samples).toEqual(new Float32Array(919));
    expect(resample(audio(new Float32Array(48_001)), 1).samples).toEqual(new Float32Array(2));
  });

  it.each([0, -1, 0.5, NaN, Infinity, 4_194_305])('refuses the rate %p', (rate) => {
    const message = `sample rate is ${rate}: expected a positive integer of Hz, at most 4194304`;
    expect(() => createResampler(rate, 16_000)).toThrow(message);
    expect(() => createResampler(16_000, rate)).toThrow(message);
  });
});

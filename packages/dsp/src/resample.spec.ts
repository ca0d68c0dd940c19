import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createResampler, resample } from './resample.ts';

const sine = (hz: number, sampleRate: number, count: number, phase = 0) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRate + phase));

/** Root mean square of what is left away from the ends, where the silence around the recording is heard. */
function level(samples: Float32Array, margin: number): number {
  const middle = samples.subarray(margin, samples.length - margin);
  return 20 * Math.log10(Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length) + 1e-20);
}

const pairs = [
  [48_000, 16_000],
  [44_100, 16_000],
  [22_050, 16_000],
  [16_000, 48_000],
  [8000, 16_000],
  [44_100, 48_000],
  [96_000, 44_100],
] as const;

describe.each(pairs)('from %i to %i Hz', (from, to) => {
  const nyquist = Math.min(from, to) / 2;
  const count = from / 10;
  const margin = Math.ceil((150 * to) / Math.min(from, to));

  it.each([0.003, 0.1, 0.37, 0.62, 0.81, 0.9])(
    'is the same tone without delay, ripple or image at %d of the Nyquist frequency',
    (share) => {
      const hz = share * nyquist;
      const { samples, sampleRate } = resample({ samples: sine(hz, from, count, 1), sampleRate: from }, to);
      expect(sampleRate).toBe(to);
      const ideal = sine(hz, to, samples.length, 1);
      // A ripple of 0.1 dB would be an error of -42 dB, a delay of 1/100 of a sample one of -33 dB at 0.9.
      expect(
        level(
          samples.map((x, i) => x - ideal[i]!),
          margin,
        ),
      ).toBeLessThan(-80);
    },
  );

  const aliases = [1.001, 1.05, 1.2, 1.37, 1.9].filter((share) => to < from && share * nyquist < from / 2);
  for (const share of aliases) {
    it(`removes what would be an alias: a tone at ${share} of the Nyquist frequency`, () => {
      const { samples } = resample({ samples: sine(share * nyquist, from, count, 1), sampleRate: from }, to);
      expect(level(samples, margin)).toBeLessThan(-80);
    });
  }

  it('passes a constant unchanged', () => {
    const { samples } = resample({ samples: new Float32Array(count).fill(0.5), sampleRate: from }, to);
    expect(
      level(
        samples.map((x) => x - 0.5),
        margin,
      ),
    ).toBeLessThan(-120);
  });
});

const rates = fc.oneof(
  fc.constantFrom(8000, 11_025, 16_000, 22_050, 44_100, 48_000),
  fc.integer({ min: 90, max: 130 }).map((hundreds) => hundreds * 100),
);

describe('a stream', () => {
  it('equals the whole bit by bit, however it is cut, and announces how much it returns', () => {
    const cuts = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 6000 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(rates, rates, cuts, fc.integer(), (from, to, lengths, seed) => {
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const samples = Float32Array.from({ length: total }, (_, i) => Math.sin(seed + i * i * 0.01));
        const whole = resample({ samples, sampleRate: from }, to).samples;
        expect(whole.length).toBe(Math.ceil((total * to) / from));

        const resampler = createResampler(from, to);
        const pieces: Buffer[] = [];
        let start = 0;
        for (const length of lengths) {
          const announced = resampler.outputLength(length);
          const piece = resampler.push(samples.subarray(start, (start += length)));
          expect(piece.length).toBe(announced);
          pieces.push(Buffer.from(piece.buffer));
        }
        pieces.push(Buffer.from(resampler.flush().buffer));
        expect(Buffer.concat(pieces).equals(Buffer.from(whole.buffer))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('is as new after a flush', () => {
    const resampler = createResampler(44_100, 16_000);
    const samples = sine(440, 44_100, 5000);
    const run = () => [...resampler.push(samples), ...resampler.flush()];
    expect(run()).toEqual(run());
  });

  it('is as before after samples it refuses', () => {
    const [disturbed, calm] = [createResampler(48_000, 16_000), createResampler(48_000, 16_000)];
    const samples = sine(440, 48_000, 3000);
    const result = [...disturbed.push(samples)];
    const bad = samples.slice();
    bad[2999] = NaN;
    expect(() => disturbed.push(bad)).toThrow('Sample 5999 is NaN: expected a finite number');
    expect([...result, ...disturbed.push(samples)]).toEqual([...calm.push(samples), ...calm.push(samples)]);
  });

  it('holds back no more than the filter reaches', () => {
    const resampler = createResampler(48_000, 16_000);
    expect(resampler.push(new Float32Array(48_000)).length).toBeGreaterThan(16_000 - 80);
  });
});

describe('resample', () => {
  it('keeps samples of the same rate as they are, in a copy', () => {
    const samples = sine(440, 16_000, 100);
    const same = resample({ samples, sampleRate: 16_000 }, 16_000).samples;
    expect(same).toEqual(samples);
    expect(same).not.toBe(samples);
  });

  it('puts an impulse at its own time', () => {
    const samples = new Float32Array(3000);
    samples[1500] = 1;
    const up = resample({ samples, sampleRate: 16_000 }, 48_000).samples;
    expect(up.indexOf(Math.max(...up))).toBe(4500);
    const down = resample({ samples, sampleRate: 48_000 }, 16_000).samples;
    expect(down.indexOf(Math.max(...down))).toBe(500);
  });

  it('takes nothing, one sample and silence', () => {
    const audio = (samples: Float32Array) => ({ samples, sampleRate: 48_000 });
    expect(resample(audio(new Float32Array(0)), 16_000).samples).toEqual(new Float32Array(0));
    expect(resample(audio(Float32Array.of(1)), 16_000).samples.length).toBe(1);
    expect(resample(audio(new Float32Array(1000)), 44_100).samples).toEqual(new Float32Array(919));
  });

  it('bridges far and awkward ratios', () => {
    expect(resample({ samples: sine(50, 192_000, 19_200), sampleRate: 192_000 }, 1000).samples.length).toBe(
      100,
    );
    const { samples } = resample({ samples: sine(50, 1000, 300), sampleRate: 1000 }, 4801);
    const ideal = sine(50, 4801, samples.length);
    expect(
      level(
        samples.map((x, i) => x - ideal[i]!),
        600,
      ),
    ).toBeLessThan(-80);
  });

  it.each([0, -1, 0.5, NaN, Infinity])('refuses the rate %p', (rate) => {
    expect(() => createResampler(rate, 16_000)).toThrow(
      `sample rate is ${rate}: expected a positive integer`,
    );
    expect(() => createResampler(16_000, rate)).toThrow(
      `sample rate is ${rate}: expected a positive integer`,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultFeatures, originFeatures } from './feature-presets.ts';
import {
  bandCentres,
  createFilterBank,
  hzToMel,
  logBandCount,
  melToHz,
  type FilterBank,
} from './filter-bank.ts';
import { librosa } from './librosa.fixture.ts';

/** The bank as a matrix [bands][bins]: what it makes of one bin at a time. */
function matrix({ bands, apply }: FilterBank, bins: number): Float64Array[] {
  const rows = Array.from({ length: bands }, () => new Float64Array(bins));
  const out = new Float64Array(bands);
  for (let bin = 0; bin < bins; bin++) {
    const one = new Float64Array(bins);
    one[bin] = 1;
    apply(one, out);
    for (let band = 0; band < bands; band++) rows[band]![bin] = out[band]!;
  }
  return rows;
}

describe('createFilterBank', () => {
  it.each(librosa.filterBanks)('equals librosa.filters.mel: $spec.melFormula', ({ spec, bands }) => {
    const bins = spec.fftLength / 2 + 1;
    const rows = matrix(createFilterBank(spec), bins);
    expect(rows).toHaveLength(bands.length);
    for (const [band, { start, weights }] of bands.entries()) {
      const expected = new Float64Array(bins);
      expected.set(weights, start);
      const peak = Math.max(...weights);
      const errors = expected.map((weight, bin) => Math.abs(rows[band]![bin]! - weight) / peak);
      expect(Math.max(...errors)).toBeLessThan(1e-8);
    }
  });

  it('is the bins of the FFT themselves on a linear scale as fine as they are', () => {
    const rows = matrix(createFilterBank(originFeatures), 513);
    expect(rows.map((row) => row.indexOf(1))).toEqual(Array.from({ length: 512 }, (_, bin) => bin));
    expect(rows.every((row) => row.reduce((sum, weight) => sum + weight, 0) === 1)).toBe(true);
  });

  it.each(['linear', 'octave', 'mel'] as const)(
    'sums to 1 in every bin between the first and last centre: %s',
    (scale) => {
      const layout = { ...defaultFeatures, scale, bands: 20, fMin: 200, melNorm: 'none' } as const;
      const rows = matrix(createFilterBank(layout), 257);
      const sums = Array.from({ length: 257 }, (_, bin) => rows.reduce((sum, row) => sum + row[bin]!, 0));
      const inside = sums.slice(Math.ceil(600 / 31.25), Math.floor(6000 / 31.25));
      for (const sum of inside) expect(sum).toBeCloseTo(1, 9);
    },
  );

  it('has bands whose centres rise in even ratios on the octave scale', () => {
    const rows = matrix(createFilterBank({ ...defaultFeatures, scale: 'octave', bands: 6, fMin: 62.5 }), 257);
    const peaks = rows.map((row) => row.indexOf(Math.max(...row)) * 31.25);
    // 62.5 Hz to 8000 Hz in 7 steps: an octave each.
    expect(peaks).toEqual([125, 250, 500, 1000, 2000, 4000]);
  });

  it('names the band that holds no bin', () => {
    expect(() => createFilterBank({ ...defaultFeatures, bands: 200 })).toThrow(
      /^band \d+ of 200 \([\d.]+ to [\d.]+ Hz\) holds no bin of the FFT \(31.25 Hz apart\): expected at least one/,
    );
  });
});

describe('the log scale', () => {
  const layout = (factor: number) => {
    const features = { ...originFeatures, scale: 'log', factor } as const;
    return { ...features, bands: logBandCount(features) };
  };

  it('is every bin alone for factor 1', () => {
    expect(layout(1).bands).toBe(512);
    const rows = matrix(createFilterBank(layout(1)), 513);
    expect(rows.map((row) => row.indexOf(1))).toEqual(Array.from({ length: 512 }, (_, bin) => bin));
  });

  it('takes every bin once, in groups that never shrink by more than rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 20, noNaN: true }), (factor) => {
        const rows = matrix(createFilterBank(layout(factor)), 513);
        const sizes = rows.map((row) => row.reduce((sum, weight) => sum + weight, 0));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(512);
        for (let i = 1; i < sizes.length - 1; i++)
          expect(sizes[i]!).toBeGreaterThanOrEqual(sizes[i - 1]! - 1);
      }),
      { numRuns: 20 },
    );
  });

  it('begins its bands where the formula says, rounding halves to even', () => {
    // 5 bins, factor 2: 0, 0.25, 1, 2.25, 4. With 3 bins 0, 0.5, 2: the half goes to 0.
    const small = { ...originFeatures, scale: 'log', factor: 2, fftLength: 32, sampleRate: 32 } as const;
    const starts = (bins: number) => {
      const features = { ...small, fMin: 0, fMax: bins - 1 };
      const { edges } = createFilterBank({ ...features, bands: logBandCount(features) });
      return [...edges.slice(0, -1)];
    };
    expect(starts(5)).toEqual([0, 1, 2, 4, 5]);
    expect(starts(3)).toEqual([0, 2, 3]);
  });
});

describe('flanks', () => {
  it('are straight in mel where that is asked for, with the same feet and peaks', () => {
    const layout = {
      ...defaultFeatures,
      bands: 8,
      fftLength: 4096,
      melNorm: 'none',
      melFormula: 'htk',
    } as const;
    const hertz = matrix(createFilterBank(layout), 2049);
    const scale = matrix(createFilterBank({ ...layout, flanks: 'scale' }), 2049);
    const [from, to] = [hzToMel(50, 'htk'), hzToMel(8000, 'htk')];
    for (const [band, row] of scale.entries()) {
      const at = (position: number) => from + ((to - from) * position) / 9;
      for (const [bin, weight] of row.entries()) {
        const mel = hzToMel((bin * 16_000) / 4096, 'htk');
        const expected = Math.max(0, 1 - Math.abs(mel - at(band + 1)) / ((to - from) / 9));
        expect(weight).toBeCloseTo(expected, 9);
        expect(weight > 0).toBe(hertz[band]![bin]! > 0);
      }
    }
  });
});

describe('bandCentres', () => {
  it('are the bins where the bands are', () => {
    const expected = Float64Array.from({ length: 512 }, (_, bin) => (bin * 44_100) / 1024);
    expect(bandCentres(originFeatures)).toEqual(expected);
  });

  it('are evenly spaced on the mel scale, as far as the bins allow', () => {
    const centres = bandCentres({ ...defaultFeatures, bands: 30, fftLength: 4096 });
    expect(centres).toHaveLength(30);
    const [lowest, highest] = [50, 8000].map((hz) => hzToMel(hz, 'slaney')) as [number, number];
    const step = (highest - lowest) / 31;
    // A triangle that is even on the mel scale leans towards its higher side in Hz.
    centres.forEach((hz, band) => {
      const steps = (hzToMel(hz, 'slaney') - lowest) / step;
      expect(Math.abs(steps - (band + 1))).toBeLessThan(0.05);
    });
  });
});

describe('hzToMel', () => {
  it('has the fixed points of its sources', () => {
    expect(hzToMel(1000, 'slaney')).toBe(15);
    expect(hzToMel(6400, 'slaney')).toBeCloseTo(42, 12);
    expect(hzToMel(700, 'htk')).toBeCloseTo(2595 * Math.log10(2), 12);
  });

  it.each(['slaney', 'htk'] as const)('is undone by melToHz: %s', (formula) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (hz) => {
        expect(Math.abs(melToHz(hzToMel(hz, formula), formula) - hz)).toBeLessThan(1e-9 * (1 + hz));
      }),
    );
  });
});

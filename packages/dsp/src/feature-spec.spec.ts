import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultFeatures, featurePresets, originFeatures } from './feature-presets.ts';
import { optionalFields, parseFeatureSpec, specHash, type FeatureSpec } from './feature-spec.ts';
import { logBandCount } from './filter-bank.ts';

/** For each field another value that is valid beside the other defaults. */
const changes: { readonly [Field in keyof FeatureSpec]: FeatureSpec[Field] } = {
  sampleRate: 16_001,
  frameLength: 401,
  hopLength: 161,
  fftLength: 1024,
  window: 'hamming',
  scale: 'linear',
  bands: 63,
  fMin: 51,
  fMax: 7999.5,
  melFormula: 'htk',
  melNorm: 'none',
  quantity: 'magnitude',
  reference: 1 + Number.EPSILON,
  floorDb: -99,
  factor: 2,
  flanks: 'scale',
  compression: 'log',
  offset: 0.001,
  pcenGain: 0.8,
  pcenBias: 10,
  pcenPower: 0.25,
  pcenSeconds: 0.06,
};
const fields = Object.keys(changes) as (keyof FeatureSpec)[];
const requiredFields = fields.filter((field) => !(field in optionalFields));

/** For each field values that must be refused, and a part of the expectation that the error must state. */
const refused: { readonly [Field in keyof FeatureSpec]: readonly (readonly [unknown, string])[] } = {
  sampleRate: [
    [0, 'integer'],
    [-16000, 'integer'],
    [16000.5, 'integer'],
    ['16000', 'integer'],
    [NaN, 'integer'],
  ],
  frameLength: [
    [1, 'integer'],
    [513, 'at most fftLength (512)'],
    [400.5, 'integer'],
  ],
  hopLength: [
    [0, 'integer'],
    [-1, 'integer'],
    [Infinity, 'integer'],
  ],
  fftLength: [
    [514, 'prime factor above 5'],
    [405, 'even number'],
    [16, 'even number'],
    [131072, 'even number'],
    [512.5, 'even number'],
  ],
  window: [
    ['kaiser', "'hann'"],
    [undefined, "'hann'"],
  ],
  scale: [['bark', "'mel'"]],
  bands: [
    [1, 'integer'],
    [258, 'at most 257'],
    [200, 'holds no bin of the FFT'],
    [null, 'integer'],
  ],
  fMin: [
    [-1, '0 or more'],
    [8000, 'less than fMax'],
    [NaN, 'frequency in Hz'],
  ],
  fMax: [
    [8000.1, 'at most half of sampleRate (8000 Hz)'],
    [Infinity, 'frequency in Hz'],
  ],
  melFormula: [['mel', "'slaney'"]],
  melNorm: [[null, "'slaney'"]],
  quantity: [['energy', "'power'"]],
  reference: [
    [0, 'from 1e-30 to 1e+30'],
    [-1, 'from 1e-30'],
    [Infinity, 'from 1e-30'],
  ],
  floorDb: [
    [-Infinity, 'from -300 to 300'],
    ['-100', 'from -300'],
    [-301, 'from -300'],
  ],
  factor: [
    [0.5, 'from 1 to 100'],
    [NaN, 'from 1 to 100'],
  ],
  flanks: [['bent', "'hertz'"]],
  compression: [['cube root', "'decibel'"]],
  offset: [[-1, 'from 0']],
  pcenGain: [[-0.1, 'from 0 to 2']],
  pcenBias: [[0, 'from 0.000001']],
  pcenPower: [[0, 'from 0.001 to 1']],
  pcenSeconds: [[1e9, 'from 0.001 to 3600']],
};

describe('parseFeatureSpec', () => {
  it.each(Object.entries(featurePresets))('accepts the %s preset, also after JSON', (_, preset) => {
    expect(parseFeatureSpec(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
  });

  it.each(fields.flatMap((field) => refused[field].map(([value, part]) => ({ field, value, part }))))(
    'refuses $field $value',
    ({ field, value, part }) => {
      const parse = () => parseFeatureSpec({ ...defaultFeatures, [field]: value });
      const shown = typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
      expect(parse).toThrow(RangeError);
      expect(parse).toThrow(`FeatureSpec: ${field} is ${shown}: `);
      expect(parse).toThrow(part);
    },
  );

  it.each(requiredFields)('refuses a spec without %s', (field) => {
    const { [field]: _, ...rest } = defaultFeatures;
    expect(() => parseFeatureSpec(rest)).toThrow(`${field} is undefined`);
  });

  it('refuses a field it does not know, and what is no object', () => {
    expect(() => parseFeatureSpec({ ...defaultFeatures, centre: true })).toThrow('centre: no such field');
    expect(() => parseFeatureSpec(null)).toThrow('got null: expected an object');
    expect(() => parseFeatureSpec('mel')).toThrow('got "mel": expected an object');
  });

  it('fills in what may be left out', () => {
    const required = Object.fromEntries(requiredFields.map((field) => [field, defaultFeatures[field]]));
    expect(parseFeatureSpec(required)).toEqual(defaultFeatures);
  });

  it('refuses fMin 0 on the octave scale', () => {
    expect(() => parseFeatureSpec({ ...defaultFeatures, scale: 'octave', fMin: 0 })).toThrow(
      'fMin is 0: expected more than 0 Hz',
    );
  });

  it('says how many bands a log scale has', () => {
    const layout = { ...originFeatures, scale: 'log', factor: 2 } as const;
    expect(() => parseFeatureSpec(layout)).toThrow('bands is 512: expected 384, as many as factor 2 makes');
    expect(logBandCount(layout)).toBe(384);
    expect(parseFeatureSpec({ ...layout, bands: 384 }).bands).toBe(384);
  });

  it('names every bad field at once', () => {
    expect(() => parseFeatureSpec({ ...defaultFeatures, bands: 0, floorDb: null })).toThrow(
      /bands is 0: .*; floorDb is null: /,
    );
  });
});

describe('specHash', () => {
  it('does not depend on the order of the keys', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (order) => {
        const shuffled = Object.fromEntries(order.map((field) => [field, defaultFeatures[field]]));
        expect(specHash(shuffled as FeatureSpec)).toBe(specHash(defaultFeatures));
      }),
      { numRuns: 30 },
    );
  });

  it('is another one for every subset of changed fields', () => {
    const hashes = new Map<string, string>();
    fc.assert(
      fc.property(fc.subarray(fields), (changed) => {
        const spec = {
          ...defaultFeatures,
          ...Object.fromEntries(changed.map((field) => [field, changes[field]])),
        };
        const hash = specHash(spec);
        expect(hash).toMatch(/^[0-9a-f]{16}$/);
        expect(hashes.get(hash) ?? changed.join()).toBe(changed.join());
        hashes.set(hash, changed.join());
      }),
      { numRuns: 200 },
    );
  });

  it.each(fields)('changes with %s', (field) => {
    expect(specHash({ ...defaultFeatures, [field]: changes[field] })).not.toBe(specHash(defaultFeatures));
  });

  it('stays what it was: caches and artifacts on disk carry it', () => {
    expect(specHash(defaultFeatures)).toBe('2831e348e51f9a29');
  });

  it('refuses a spec that is not valid', () => {
    expect(() => specHash({ ...defaultFeatures, bands: 0 })).toThrow('bands is 0');
  });
});

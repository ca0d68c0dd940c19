import { defaultFeatures, specHash, type FeatureSpec } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { assertSameFeatures, ContractError, parseContract } from './contract.ts';
import { smallContract } from './small-model.fixture.ts';

const changed: { [Field in keyof FeatureSpec]: FeatureSpec[Field] } = {
  sampleRate: 22050,
  frameLength: 512,
  hopLength: 128,
  fftLength: 1024,
  window: 'hamming',
  scale: 'linear',
  bands: 40,
  fMin: 20,
  fMax: 7000,
  melFormula: 'htk',
  melNorm: 'none',
  quantity: 'magnitude',
  reference: 2,
  floorDb: -80,
  factor: 2,
  flanks: 'scale',
  compression: 'pcen',
  offset: 0.001,
  pcenGain: 0.8,
  pcenBias: 10,
  pcenPower: 0.25,
  pcenSeconds: 0.06,
};

const curve = [
  { score: 0.1, probability: 0 },
  { score: 0.9, probability: 1 },
];

describe('parseContract', () => {
  it.each([
    ['a valid contract', smallContract],
    [
      'one with an isotonic calibration',
      { ...smallContract, calibration: { temperature: 2, isotonic: [curve] } },
    ],
  ])('returns %s unchanged', (_, contract) => {
    expect(parseContract(JSON.parse(JSON.stringify(contract)), 'here')).toEqual(contract);
  });

  it.each([
    ['no contract at all', undefined, /here.*contract/],
    ['another version', { ...smallContract, version: 2 }, /version/],
    ['an unknown key', { ...smallContract, mood: 'good' }, /mood/],
    ['one label', { ...smallContract, labels: ['speech'] }, /labels/],
    ['a label twice', { ...smallContract, labels: ['noise', 'noise'] }, /labels.*twice/],
    [
      'a normalization of other bands',
      { ...smallContract, normalization: { mean: [0], deviation: [1] } },
      /12 bands/,
    ],
    [
      'a lookahead beyond the window',
      {
        ...smallContract,
        architecture: { name: 'lstm', units: [4], ahead: 1, lookahead: 9, readout: 'hidden' },
      },
      /the lookahead of lstm is 9 frames; expected at most 8/,
    ],
    [
      'an unknown background',
      { ...smallContract, decision: { ...smallContract.decision, background: 'rain' } },
      /rain/,
    ],
    [
      'an offset above the onset',
      { ...smallContract, decision: { ...smallContract.decision, offset: 0.9 } },
      /offset/,
    ],
    [
      'more isotonic curves than two labels have',
      { ...smallContract, calibration: { temperature: 1, isotonic: [curve, curve] } },
      /calibration: has 2 isotonic curves for 2 labels/,
    ],
    [
      'a negative padding',
      { ...smallContract, decision: { ...smallContract.decision, paddingSeconds: -0.1 } },
      /paddingSeconds/,
    ],
    [
      'features without a band',
      { ...smallContract, features: { ...defaultFeatures, bands: 0 } },
      /features\.bands/,
    ],
  ])('refuses %s, saying what and where', (_, value, message) => {
    expect(() => parseContract(value, 'here')).toThrow(ContractError);
    expect(() => parseContract(value, 'here')).toThrow(message);
  });
});

describe('assertSameFeatures', () => {
  it('accepts equal features', () => {
    expect(() => assertSameFeatures(defaultFeatures, { ...defaultFeatures }, 'x')).not.toThrow();
  });

  it.each(Object.keys(changed) as (keyof FeatureSpec)[])(
    'raises and changes the hash when %s differs',
    (field) => {
      const other = { ...defaultFeatures, [field]: changed[field] };
      expect(specHash(other)).not.toBe(specHash(defaultFeatures));
      const message = `${field}: data ${changed[field]}, model ${defaultFeatures[field]}`;
      expect(() => assertSameFeatures(defaultFeatures, other, 'talk.wav')).toThrow(
        new RegExp(`talk.wav.*${message}`),
      );
    },
  );

  it('covers every field of the features', () => {
    expect(Object.keys(changed).sort()).toEqual(Object.keys(defaultFeatures).sort());
  });
});

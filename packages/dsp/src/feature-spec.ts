import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { isFftLength } from './fft.ts';
import { createFilterBank } from './filter-bank.ts';

const integer = (
  least: number,
  most: number,
  expectation = `expected an integer from ${least} to ${most}`,
) => {
  const refusal = { error: expectation, abort: true };
  return z.int(refusal).min(least, refusal).max(most, refusal);
};

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `expected one of '${values.join("', '")}'` });

const between = (least: number, most: number) => {
  const refusal = { error: `expected a number from ${least} to ${most}`, abort: true };
  return z.number(refusal.error).min(least, refusal).max(most, refusal);
};

const expectations = {
  fftLength: 'expected an even number from 32 to 65536 without a prime factor above 5, such as 512 or 400',
  fMin: 'expected a frequency in Hz, 0 or more',
  fMax: 'expected a frequency in Hz above fMin',
};

/** What the fields are that a FeatureSpec may leave out. */
export const optionalFields = {
  factor: 1,
  flanks: 'hertz',
  compression: 'decibel',
  offset: 0,
  pcenGain: 0.98,
  pcenBias: 2,
  pcenPower: 0.5,
  pcenSeconds: 0.4,
} as const;

/**
 * Schema of a FeatureSpec: every number that shapes the features a network sees. Fields with a default may be left out.
 *
 * - `sampleRate` (Hz), `frameLength`, `hopLength`, `fftLength` (samples; the frame is windowed and zero-padded to `fftLength`)
 * - `window`: periodic window over the frame
 * - `scale`: `mel` and `octave` bands are triangles whose outer edges reach from `fMin` to `fMax` (Hz), evenly spaced in mel or
 *   in octaves; `linear` bands are triangles centred from `fMin` to `fMax` inclusive, so that bands as far apart as FFT bins are
 *   exactly those bins; `log` bands are the origin project's: the bins from `fMin` to `fMax`, taken together in ever larger groups
 *   as `factor` (1: every bin alone) says, see `logBandCount` for how many there are
 * - `melFormula`: Slaney's Auditory Toolbox or HTK; `melNorm`: 'slaney' divides each band by its width in Hz; both are used
 *   by the mel scale only. `flanks`: where the triangles' sides are straight, in `hertz` (librosa) or on the `scale` (HTK, Kaldi,
 *   TensorFlow)
 * - `quantity`: bands sum the power or the magnitude of the FFT bins
 * - `compression`: what becomes of a band's sum. With x = sum / `reference` + `offset`, but not less than `floorDb` decibels:
 *   `decibel` 10 log10(x) of a power and 20 log10(x) of a magnitude, `log` the natural logarithm of x, `none` x itself.
 *   `pcen` is the per-channel energy normalization of sum / `reference` by `pcenGain`, `pcenBias`, `pcenPower` and `pcenSeconds`
 */
export const featureSpecSchema = z
  .strictObject({
    sampleRate: integer(1000, 768_000),
    frameLength: integer(2, 65_536),
    hopLength: integer(1, 65_536),
    fftLength: integer(32, 65_536, expectations.fftLength).refine(isFftLength, {
      error: expectations.fftLength,
      abort: true,
    }),
    window: oneOf(['hann', 'hamming', 'blackman', 'rectangular']),
    scale: oneOf(['mel', 'linear', 'log', 'octave']),
    bands: integer(2, 32_769),
    fMin: z.number(expectations.fMin).min(0, { error: expectations.fMin, abort: true }),
    fMax: z.number(expectations.fMax),
    factor: between(1, 100).default(optionalFields.factor),
    melFormula: oneOf(['slaney', 'htk']),
    melNorm: oneOf(['slaney', 'none']),
    flanks: oneOf(['hertz', 'scale']).default(optionalFields.flanks),
    quantity: oneOf(['power', 'magnitude']),
    compression: oneOf(['decibel', 'log', 'none', 'pcen']).default(optionalFields.compression),
    reference: between(1e-30, 1e30),
    offset: between(0, 1e30).default(optionalFields.offset),
    floorDb: between(-300, 300),
    pcenGain: between(0, 2).default(optionalFields.pcenGain),
    pcenBias: between(1e-6, 1e6).default(optionalFields.pcenBias),
    pcenPower: between(0.001, 1).default(optionalFields.pcenPower),
    pcenSeconds: between(0.001, 3600).default(optionalFields.pcenSeconds),
  })
  .readonly()
  .superRefine((spec, context) => {
    const refuse = (field: keyof typeof spec, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, input: spec[field] });
    const { frameLength, fftLength, bands, fMin, fMax, sampleRate, scale } = spec;
    const bins = fftLength / 2 + 1;
    if (frameLength > fftLength) refuse('frameLength', `expected at most fftLength (${fftLength})`);
    else if (bands > bins) refuse('bands', `expected at most ${bins}, the bins of fftLength ${fftLength}`);
    else if (fMax > sampleRate / 2)
      refuse('fMax', `expected at most half of sampleRate (${sampleRate / 2} Hz)`);
    else if (fMin >= fMax) refuse('fMin', `expected less than fMax (${fMax} Hz)`);
    else if (scale === 'octave' && fMin === 0)
      refuse('fMin', `expected more than 0 Hz on the 'octave' scale`);
    else {
      try {
        createFilterBank(spec);
      } catch (error) {
        refuse('bands', (error as RangeError).message);
      }
    }
  });

type OptionalField = keyof typeof optionalFields;

/** See `featureSpecSchema`. Flat and read-only. */
export type FeatureSpec = z.infer<typeof featureSpecSchema>;

/**
 * Checks a value from outside (a file, a request, an artifact).
 *
 * @returns the value as a FeatureSpec
 * @throws RangeError that names each bad field, its value and what was expected
 * @example parseFeatureSpec({ ...defaultFeatures, fMax: 9000 })
 * // RangeError: FeatureSpec: fMax is 9000: expected at most half of sampleRate (8000 Hz).
 */
export function parseFeatureSpec(value: unknown): FeatureSpec {
  const result = featureSpecSchema.safeParse(value);
  if (result.success) return result.data;
  const messages = result.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: no such field: expected none`;
    const [field] = issue.path;
    if (field === undefined) return `got ${JSON.stringify(value)}: expected an object`;
    return `${String(field)} is ${show((value as Record<PropertyKey, unknown>)[field])}: ${issue.message}`;
  });
  throw new RangeError(`FeatureSpec: ${messages.join('; ')}.`);
}

/** A value as a reader of an error knows it: JSON would print NaN and infinity as null. */
function show(value: unknown): string {
  return typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
}

/**
 * Names a FeatureSpec: the first 16 hex digits of the SHA-256 of its canonical JSON. The order of the keys does not matter,
 * the value of every field does. Optional fields that say nothing new are left out of it, so that a name stays when Earmark learns a
 * new field. Caches, tiles and image sets carry it.
 *
 * @throws RangeError as `parseFeatureSpec`: a spec that is not valid has no name
 */
export function specHash(spec: FeatureSpec): string {
  const fields = Object.entries(parseFeatureSpec(spec))
    .filter(
      ([field, value]) => !(field in optionalFields && optionalFields[field as OptionalField] === value),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(fields)))).slice(0, 16);
}

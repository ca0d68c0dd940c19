import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
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

const expectations = {
  fftLength: 'expected a power of two from 32 to 65536',
  fMin: 'expected a frequency in Hz, 0 or more',
  fMax: 'expected a frequency in Hz above fMin',
  reference: 'expected a finite number above 0',
  floorDb: 'expected a finite number of decibels',
};

/**
 * Schema of a FeatureSpec: every number that shapes the features a network sees.
 *
 * - `sampleRate` (Hz), `frameLength`, `hopLength`, `fftLength` (samples; the frame is windowed and zero-padded to `fftLength`)
 * - `window`: periodic window over the frame
 * - `scale`: `mel` and `log` bands are triangles whose outer edges reach from `fMin` to `fMax` (Hz), evenly spaced on that
 *   scale; `linear` bands are triangles centred from `fMin` to `fMax` inclusive, so that bands as far apart as FFT bins are
 *   exactly those bins
 * - `melFormula`: Slaney's Auditory Toolbox or HTK; `melNorm`: 'slaney' divides each band by its width in Hz; both are used
 *   by the mel scale only
 * - `quantity`: bands sum the power or the magnitude of the FFT bins
 * - `reference`: the power or magnitude that is 0 dB; `floorDb`: nothing is quieter than this
 */
export const featureSpecSchema = z
  .strictObject({
    sampleRate: integer(1000, 768_000),
    frameLength: integer(2, 65_536),
    hopLength: integer(1, 65_536),
    fftLength: integer(32, 65_536, expectations.fftLength).refine(
      (length) => Number.isInteger(Math.log2(length)),
      {
        error: expectations.fftLength,
        abort: true,
      },
    ),
    window: oneOf(['hann', 'hamming', 'blackman', 'rectangular']),
    scale: oneOf(['mel', 'linear', 'log']),
    bands: integer(2, 32_769),
    fMin: z.number(expectations.fMin).min(0, { error: expectations.fMin, abort: true }),
    fMax: z.number(expectations.fMax),
    melFormula: oneOf(['slaney', 'htk']),
    melNorm: oneOf(['slaney', 'none']),
    quantity: oneOf(['power', 'magnitude']),
    reference: z.number(expectations.reference).positive({ error: expectations.reference, abort: true }),
    floorDb: z.number(expectations.floorDb),
  })
  .readonly()
  .superRefine((spec, context) => {
    const refuse = (field: keyof typeof spec, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, input: spec[field] });
    const { frameLength, fftLength, bands, fMin, fMax, sampleRate } = spec;
    const bins = fftLength / 2 + 1;
    if (frameLength > fftLength) refuse('frameLength', `expected at most fftLength (${fftLength})`);
    else if (bands > bins) refuse('bands', `expected at most ${bins}, the bins of fftLength ${fftLength}`);
    else if (fMax > sampleRate / 2)
      refuse('fMax', `expected at most half of sampleRate (${sampleRate / 2} Hz)`);
    else if (fMin >= fMax) refuse('fMin', `expected less than fMax (${fMax} Hz)`);
    else if (spec.scale === 'log' && fMin === 0) refuse('fMin', `expected more than 0 Hz on the 'log' scale`);
    else {
      try {
        createFilterBank(spec);
      } catch (error) {
        refuse('bands', (error as RangeError).message);
      }
    }
  });

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
 * the value of every field does. Caches, tiles and image sets carry it.
 *
 * @throws RangeError as `parseFeatureSpec`: a spec that is not valid has no name
 */
export function specHash(spec: FeatureSpec): string {
  const fields = Object.entries(parseFeatureSpec(spec)).sort(([a], [b]) => (a < b ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(fields)))).slice(0, 16);
}

/** 64 log-mel bands from 50 to 8000 Hz, 25 ms frames every 10 ms: the usual front end for speech. */
export const defaultFeatures: FeatureSpec = Object.freeze({
  sampleRate: 16_000,
  frameLength: 400,
  hopLength: 160,
  fftLength: 512,
  window: 'hann',
  scale: 'mel',
  bands: 64,
  fMin: 50,
  fMax: 8000,
  melFormula: 'slaney',
  melNorm: 'slaney',
  quantity: 'power',
  reference: 1,
  floorDb: -100,
});

/**
 * The spectrogram of the project's origin: FFT bins 0 to 511 of a 1024-point FFT at 44.1 kHz with half a frame of overlap,
 * their magnitude in dB above 1e-5.
 */
export const originFeatures: FeatureSpec = Object.freeze({
  sampleRate: 44_100,
  frameLength: 1024,
  hopLength: 512,
  fftLength: 1024,
  window: 'hann',
  scale: 'linear',
  bands: 512,
  fMin: 0,
  fMax: (44_100 * 511) / 1024,
  melFormula: 'slaney',
  melNorm: 'none',
  quantity: 'magnitude',
  reference: 1e-5,
  floorDb: 0,
});

import type { FeatureSpec } from './feature-spec.ts';

/** The fields of a FeatureSpec that turn a band's sum into its value. */
export type Compression = Pick<FeatureSpec, 'quantity' | 'compression' | 'reference' | 'offset' | 'floorDb'>;

/** What is computed of a band's sum: `scale * ln(x)`, or x itself where there is no scale, of x = max(sum * gain + offset, floor). */
export interface CompressionFormula {
  readonly gain: number;
  readonly offset: number;
  readonly floor: number;
  readonly scale: number | undefined;
}

/** Numbers for the formula of `featureSpecSchema`; for PCEN, which goes on from there, the sum relative to the reference. */
export function compressionFormula(spec: Compression): CompressionFormula {
  const { quantity, compression, reference, offset, floorDb } = spec;
  const gain = 1 / reference;
  if (compression === 'pcen') return { gain, offset: 0, floor: 0, scale: undefined };
  const decibelsPerLog = (quantity === 'power' ? 10 : 20) / Math.LN10;
  const floor = Math.exp(floorDb / decibelsPerLog);
  const scale = { decibel: decibelsPerLog, log: 1, none: undefined }[compression];
  return { gain, offset, floor, scale };
}

/**
 * The value of one band's sum, before PCEN.
 *
 * @param sum power or magnitude, 0 or more
 * @example compress(defaultFeatures, 0.001) // -30
 */
export function compress(spec: Compression, sum: number): number {
  const { gain, offset, floor, scale } = compressionFormula(spec);
  const x = Math.max(sum * gain + offset, floor);
  return scale === undefined ? x : scale * Math.log(x);
}

import type { FeatureSpec } from './feature-spec.ts';

/**
 * The fields in which two FeatureSpecs differ; none where their `specHash` is the same.
 *
 * @example featureDifferences(defaultFeatures, { ...defaultFeatures, bands: 40 }) // ['bands']
 */
export function featureDifferences(a: FeatureSpec, b: FeatureSpec): (keyof FeatureSpec)[] {
  return (Object.keys(a) as (keyof FeatureSpec)[]).filter((field) => a[field] !== b[field]);
}

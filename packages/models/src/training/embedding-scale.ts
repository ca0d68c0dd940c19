/** How embeddings are standardized, unit by unit. */
export interface EmbeddingScale {
  readonly mean: Float64Array;
  /** 0 for a unit that is the same everywhere, of which nothing can be learned. */
  readonly inverseDeviation: Float64Array;
}

/**
 * Mean and deviation of every unit.
 *
 * @param values row-major `[rows][units]`
 * @example embeddingScale(Float32Array.of(1, 5, 3, 5), 2) // { mean: [2, 5], inverseDeviation: [1, 0] }
 */
export function embeddingScale(values: Float32Array, units: number): EmbeddingScale {
  const rows = values.length / units;
  const mean = new Float64Array(units);
  const variance = new Float64Array(units);
  values.forEach((value, i) => (mean[i % units]! += value / rows));
  values.forEach((value, i) => (variance[i % units]! += (value - mean[i % units]!) ** 2 / rows));
  return { mean, inverseDeviation: variance.map((each) => (each > 1e-12 ? 1 / Math.sqrt(each) : 0)) };
}

/**
 * Embeddings of which each unit has mean 0 and deviation 1 over what the scale was made of.
 *
 * @example standardizeEmbeddings(Float32Array.of(1, 5, 3, 5), embeddingScale(values, 2)) // [-1, 0, 1, 0]
 */
export const standardizeEmbeddings = (
  values: Float32Array,
  { mean, inverseDeviation }: EmbeddingScale,
): Float32Array =>
  values.map((value, i) => {
    const unit = i % mean.length;
    return (value - mean[unit]!) * inverseDeviation[unit]!;
  });

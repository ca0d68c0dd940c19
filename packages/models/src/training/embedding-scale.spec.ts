import { describe, expect, it } from '@jest/globals';
import { embeddingScale, standardizeEmbeddings } from './embedding-scale.ts';

describe('standardizeEmbeddings', () => {
  it('gives each unit mean 0 and deviation 1, and nothing of one that never changes', () => {
    const values = Float32Array.of(1, 5, 3, 5);
    const scale = embeddingScale(values, 2);
    expect(scale).toEqual({ mean: Float64Array.of(2, 5), inverseDeviation: Float64Array.of(1, 0) });
    expect([...standardizeEmbeddings(values, scale)]).toEqual([-1, 0, 1, 0]);
  });

  it('counts other embeddings by the same scale', () => {
    const scale = embeddingScale(Float32Array.of(0, 4), 1);
    expect([...standardizeEmbeddings(Float32Array.of(2, 6), scale)]).toEqual([0, 2]);
  });
});

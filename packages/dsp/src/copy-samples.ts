/**
 * Copies `count` samples from one place to another, without the view of them that `set` would need: a stream of short pieces then
 * allocates nothing.
 */
export function copySamples(
  source: Float32Array,
  sourceStart: number,
  target: Float32Array,
  targetStart: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[targetStart + i] = source[sourceStart + i]!;
}

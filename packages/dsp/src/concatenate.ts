/**
 * One array after the other: samples, frames or logits that came in pieces.
 *
 * @returns a new array, as long as all of them together
 * @example concatenate([Float32Array.of(1, 2), Float32Array.of(3)]) // [1, 2, 3]
 */
export function concatenate(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * How the FFT of a real signal is taken apart: its even and odd samples are the real and imaginary parts of a complex signal half
 * as long, whose transform goes through one pass for each of `radices`; then the two are told apart.
 *
 * The passes are Stockham's: no reordering, each reads one buffer and writes the other one.
 *
 * Source: C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, sections 1.7 and 4.3.
 */
export interface FftPlan {
  /** Samples, an even number. */
  readonly length: number;
  /** Factors of `length / 2`, in the order of the passes. */
  readonly radices: readonly Radix[];
}

export const radices = [4, 2, 3, 5] as const;
export type Radix = (typeof radices)[number];

/**
 * Whether there is a plan: an even number without a prime factor above 5.
 *
 * @example isFftLength(400) // true
 */
export function isFftLength(length: number): boolean {
  return length >= 2 && length % 2 === 0 && factorize(length / 2) !== undefined;
}

/**
 * @param length in samples
 * @throws RangeError for a length that is odd or has a prime factor above 5
 * @example planFft(400).radices // [4, 2, 5, 5]
 */
export function planFft(length: number): FftPlan {
  const factors = length % 2 === 0 ? factorize(length / 2) : undefined;
  if (!factors) {
    throw new RangeError(`FFT: length is ${length}: expected an even number without a prime factor above 5.`);
  }
  return { length, radices: factors };
}

function factorize(length: number): Radix[] | undefined {
  const factors: Radix[] = [];
  for (const radix of radices) {
    for (; length > 1 && length % radix === 0; length /= radix) factors.push(radix);
  }
  return length === 1 ? factors : undefined;
}

/**
 * The roots of unity that the results of a pass are turned by: for p from 0 up to length / radix and k from 1 up to the radix
 * the number e^(-2πi pk / length).
 *
 * @param length of the transforms that this pass takes apart
 * @returns real and imaginary parts in turn, k by k and then p by p
 * @example passTwiddles(4, 2) // [1, 0, 0, -1]
 */
export function passTwiddles(length: number, radix: number): Float64Array {
  const twiddles = new Float64Array((length / radix) * (radix - 1) * 2);
  let at = 0;
  for (let p = 0; p < length / radix; p++) {
    for (let k = 1; k < radix; k++, at += 2) setRoot(twiddles, at, p * k, length);
  }
  return twiddles;
}

/**
 * e^(-2πi k / length) for k from 0 to length / 4: what turns the transform of the odd samples before it is added to that of the
 * even ones.
 *
 * @param length of the real signal
 */
export function realTwiddles(length: number): Float64Array {
  const twiddles = new Float64Array(2 * (Math.floor(length / 4) + 1));
  for (let k = 0; 2 * k < twiddles.length; k++) setRoot(twiddles, 2 * k, k, length);
  return twiddles;
}

function setRoot(target: Float64Array, at: number, numerator: number, length: number): void {
  const angle = (-2 * Math.PI * (numerator % length)) / length;
  target[at] = Math.cos(angle);
  target[at + 1] = Math.sin(angle);
}

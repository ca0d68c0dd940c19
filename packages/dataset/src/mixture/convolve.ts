/** Samples of the longest transform, unless the response itself needs a longer one: memory does not grow with the signal. */
const LONGEST_TRANSFORM = 2 ** 18;

/**
 * `signal` as heard through `response`: their convolution, cut to the signal's length. By FFT, block by block for a long signal
 * (overlap-add), so that a long response costs no more than a short one; exact to about 1e-7 of the loudest sample.
 *
 * @example convolve(Float32Array.of(1, 0, 0), Float32Array.of(1, 0.5)) // 1, 0.5, 0
 */
export function convolve(signal: Float32Array, response: Float32Array): Float32Array {
  const longest = Math.max(LONGEST_TRANSFORM, powerOfTwo(2 * response.length));
  const length = Math.min(powerOfTwo(signal.length + response.length), longest);
  const transform = createTransform(length);
  const blockLength = length - response.length;
  if (signal.length <= blockLength) return convolveBlock(signal, response, signal.length, transform);
  const heard = new Float32Array(signal.length);
  for (let start = 0; start < signal.length; start += blockLength) {
    const block = signal.subarray(start, start + blockLength);
    const tailed = convolveBlock(block, response, Math.min(length, signal.length - start), transform);
    for (let i = 0; i < tailed.length; i++) heard[start + i]! += tailed[i]!;
  }
  return heard;
}

function powerOfTwo(atLeast: number): number {
  let length = 1;
  while (length < atLeast) length *= 2;
  return length;
}

/** The first `count` samples of the convolution; the transform is long enough for all of it. */
function convolveBlock(
  signal: Float32Array,
  response: Float32Array,
  count: number,
  { length, apply }: Transform,
): Float32Array {
  // Two real signals in one complex transform; their product's spectrum follows from the symmetries of real signals:
  // with Z = S + iR, the product S R at bin k is (Z[k]^2 - conj(Z[-k])^2) / 4i.
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  re.set(signal);
  im.set(response);
  apply(re, im);
  const productRe = new Float64Array(length);
  const productIm = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    const mirror = (length - k) % length;
    const [a, b, c, d] = [re[k]!, im[k]!, re[mirror]!, im[mirror]!];
    productRe[k] = (a * b + c * d) / 2;
    productIm[k] = (c * c - d * d - a * a + b * b) / 4;
  }
  // The inverse transform is the forward one with real and imaginary parts exchanged.
  apply(productIm, productRe);
  return Float32Array.from({ length: count }, (_, i) => productRe[i]! / length);
}

interface Transform {
  readonly length: number;
  /** In place. */
  apply(re: Float64Array, im: Float64Array): void;
}

/**
 * The Fourier transform of a length that is a power of two.
 *
 * @see J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex Fourier series", 1965
 */
function createTransform(length: number): Transform {
  // The roots of unity of each pass one after the other, as they are used: `half` of them from index `half` on.
  const cosines = new Float64Array(length);
  const sines = new Float64Array(length);
  for (let k = 0; k < length / 2; k++) {
    cosines[length / 2 + k] = Math.cos((2 * Math.PI * k) / length);
    sines[length / 2 + k] = -Math.sin((2 * Math.PI * k) / length);
  }
  for (let k = length / 2 - 1; k > 0; k--) {
    cosines[k] = cosines[2 * k]!;
    sines[k] = sines[2 * k]!;
  }
  const apply = (re: Float64Array, im: Float64Array) => {
    for (let i = 1, j = 0; i < length; i++) {
      let bit = length >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        const [swappedRe, swappedIm] = [re[i]!, im[i]!];
        re[i] = re[j]!;
        im[i] = im[j]!;
        re[j] = swappedRe;
        im[j] = swappedIm;
      }
    }
    for (let half = 1; half < length; half *= 2) {
      for (let start = 0; start < length; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const upper = start + k;
          const lower = upper + half;
          const cosine = cosines[half + k]!;
          const sine = sines[half + k]!;
          const turnedRe = re[lower]! * cosine - im[lower]! * sine;
          const turnedIm = re[lower]! * sine + im[lower]! * cosine;
          re[lower] = re[upper]! - turnedRe;
          im[lower] = im[upper]! - turnedIm;
          re[upper]! += turnedRe;
          im[upper]! += turnedIm;
        }
      }
    }
  };
  return { length, apply };
}

/**
 * `signal` as heard through `response`: their convolution, cut to the signal's length. By FFT, so that a long response
 * costs no more than a short one; exact to about 1e-7 of the loudest sample.
 *
 * @example convolve(Float32Array.of(1, 0, 0), Float32Array.of(1, 0.5)) // 1, 0.5, 0
 */
export function convolve(signal: Float32Array, response: Float32Array): Float32Array {
  const length = 2 ** Math.ceil(Math.log2(signal.length + response.length));
  // Two real signals in one complex transform; their product's spectrum follows from the symmetries of real signals:
  // with Z = S + iR, the product S R at bin k is (Z[k]^2 - conj(Z[-k])^2) / 4i.
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  re.set(signal);
  im.set(response);
  transform(re, im);
  const productRe = new Float64Array(length);
  const productIm = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    const mirror = (length - k) % length;
    const [a, b, c, d] = [re[k]!, im[k]!, re[mirror]!, im[mirror]!];
    productRe[k] = (a * b + c * d) / 2;
    productIm[k] = (c * c - d * d - a * a + b * b) / 4;
  }
  // The inverse transform is the forward one with real and imaginary parts exchanged.
  transform(productIm, productRe);
  return Float32Array.from({ length: signal.length }, (_, i) => productRe[i]! / length);
}

/**
 * Fourier transform in place, for a length that is a power of two.
 *
 * @see J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex Fourier series", 1965
 */
function transform(re: Float64Array, im: Float64Array): void {
  const length = re.length;
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  const cosines = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / length));
  const sines = Float64Array.from({ length: length / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
  for (let half = 1; half < length; half *= 2) {
    const stride = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const upper = start + k;
        const lower = upper + half;
        const cosine = cosines[k * stride]!;
        const sine = sines[k * stride]!;
        const turnedRe = re[lower]! * cosine - im[lower]! * sine;
        const turnedIm = re[lower]! * sine + im[lower]! * cosine;
        re[lower] = re[upper]! - turnedRe;
        im[lower] = im[upper]! - turnedIm;
        re[upper]! += turnedRe;
        im[upper]! += turnedIm;
      }
    }
  }
}

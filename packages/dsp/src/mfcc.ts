import type { Spectrogram } from './spectrogram.ts';

/**
 * Mel-frequency cepstral coefficients: the first coefficients of the orthonormal DCT-II of every frame's mel bands in decibels.
 * Equal to `librosa.feature.mfcc(S=…, n_mfcc=coefficients)`. Coefficient 0 is the level, the others are the spectrum's shape.
 *
 * Source: S. B. Davis and P. Mermelstein, Comparison of parametric representations for monosyllabic word recognition in continuously
 * spoken sentences, IEEE Trans. ASSP 28(4), 1980.
 *
 * @param spectrogram of mel bands in decibels, such as of `defaultFeatures`
 * @param coefficients how many, from 1 to the number of bands
 * @returns row-major [frames][coefficients]
 * @throws RangeError for a spectrogram of another scale or compression, or another number of coefficients
 * @example
 * const features = { ...defaultFeatures, bands: 40 };
 * mfcc(await spectrogram(audio, features), 13).length; // 13 for each frame
 */
export function mfcc(spectrogram: Spectrogram, coefficients = 13): Float32Array {
  const { values, frames, bands, features } = spectrogram;
  for (const [field, expected] of [['scale', 'mel'] as const, ['compression', 'decibel'] as const]) {
    if (features[field] !== expected)
      throw new RangeError(
        `MFCC: the spectrogram's ${field} is '${features[field]}': expected '${expected}'.`,
      );
  }
  const transform = createCosineTransform(bands, coefficients);
  const out = new Float32Array(frames * coefficients);
  for (let t = 0; t < frames; t++)
    transform(values.subarray(t * bands, (t + 1) * bands), out, t * coefficients);
  return out;
}

/** Writes the coefficients of one frame's bands to `out[offset]` and after. */
type CosineTransform = (bands: ArrayLike<number>, out: Float32Array | number[], offset: number) => void;

/**
 * The orthonormal DCT-II: `scipy.fft.dct(bands, type=2, norm='ortho')[:coefficients]`.
 *
 * @throws RangeError where `coefficients` is no whole number from 1 to `bands`
 * @example
 * const out = [0, 0];
 * createCosineTransform(4, 2)([1, 1, 1, 1], out, 0); // out is [2, 0]
 */
export function createCosineTransform(bands: number, coefficients: number): CosineTransform {
  if (!Number.isInteger(coefficients) || coefficients < 1 || coefficients > bands) {
    throw new RangeError(
      `MFCC: there are ${coefficients} coefficients: expected a whole number from 1 to ${bands}, the number of bands.`,
    );
  }
  const weights = Float64Array.from({ length: coefficients * bands }, (_, i) => {
    const coefficient = Math.floor(i / bands);
    const band = i % bands;
    const norm = Math.sqrt((coefficient === 0 ? 1 : 2) / bands);
    return norm * Math.cos((Math.PI * coefficient * (band + 0.5)) / bands);
  });
  return (values, out, offset) => {
    for (let coefficient = 0, i = 0; coefficient < coefficients; coefficient++) {
      let sum = 0;
      for (let band = 0; band < bands; band++) sum += weights[i++]! * values[band]!;
      out[offset + coefficient] = sum;
    }
  };
}

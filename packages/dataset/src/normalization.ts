import { z } from 'zod';

/** Mean and standard deviation of each band over the training frames, in the unit of the spectrogram (dB). */
export const normalizationSchema = z
  .strictObject({
    mean: z.array(z.number()).min(1).readonly(),
    deviation: z.array(z.number().positive()).min(1).readonly(),
  })
  .refine(({ mean, deviation }) => mean.length === deviation.length, 'expected as many deviations as means')
  .readonly();

export type Normalization = z.infer<typeof normalizationSchema>;

/** Collects frames, piece by piece, and gives their mean and deviation. */
export interface NormalizationFit {
  /** Frames, row-major [frames][bands]. */
  add(values: Float32Array): void;
  result(): Normalization;
}

/** A band whose values spread less than this (dB) carries no information; dividing by it would only blow up noise. */
const CONSTANT_BAND = 1e-6;

/**
 * Fits mean and population standard deviation per band in one pass over the data, without cancellation: each
 * piece's sums of squares are taken about the piece's own mean and merged. The deviation of a constant band is 1.
 *
 * Source: Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979.
 *
 * @throws RangeError for a piece that is not whole frames of finite values, and for a result without any frame.
 * @example
 * const fit = createNormalizationFit(1);
 * fit.add(Float32Array.of(1, 3));
 * fit.result() // { mean: [2], deviation: [1] }
 */
export function createNormalizationFit(bands: number): NormalizationFit {
  if (!Number.isInteger(bands) || bands < 1) throw new RangeError(`bands is ${bands}; expected 1 or more`);
  let count = 0;
  const mean = new Float64Array(bands);
  const squares = new Float64Array(bands);
  return {
    add(values) {
      const frames = wholeFrames(values, bands);
      if (frames === 0) return;
      for (let band = 0; band < bands; band += 1) {
        let sum = 0;
        for (let index = band; index < values.length; index += bands) sum += values[index] as number;
        if (!Number.isFinite(sum))
          throw new RangeError(`band ${band} has a value that is not finite; expected dB`);
        const pieceMean = sum / frames;
        let pieceSquares = 0;
        for (let index = band; index < values.length; index += bands) {
          pieceSquares += ((values[index] as number) - pieceMean) ** 2;
        }
        const step = pieceMean - (mean[band] as number);
        squares[band] =
          (squares[band] as number) + pieceSquares + (step * step * count * frames) / (count + frames);
        mean[band] = (mean[band] as number) + (step * frames) / (count + frames);
      }
      count += frames;
    },
    result() {
      if (count === 0)
        throw new RangeError('there is no frame to fit a normalization to; expected at least one');
      const deviation = Array.from(squares, (sum) => Math.sqrt(sum / count)).map((d) =>
        d < CONSTANT_BAND ? 1 : d,
      );
      return Object.freeze({ mean: Object.freeze([...mean]), deviation: Object.freeze(deviation) });
    },
  };
}

/**
 * (value - mean) / deviation of its band.
 *
 * @param values frames, row-major [frames][bands]; left as they are, unless `out` is the same array.
 * @throws RangeError where the values are not whole frames or `out` has another length.
 * @example normalize(Float32Array.of(3), { mean: [1], deviation: [2] }) // [1]
 */
export function normalize(
  values: Float32Array,
  { mean, deviation }: Normalization,
  out: Float32Array = new Float32Array(values.length),
): Float32Array {
  wholeFrames(values, mean.length);
  if (out.length !== values.length)
    throw new RangeError(`out has ${out.length} values; expected ${values.length}`);
  // Frozen arrays, which a normalization holds, are three times as slow to read.
  const [means, deviations] = [Float64Array.from(mean), Float64Array.from(deviation)];
  for (let index = 0; index < values.length;) {
    for (let band = 0; band < means.length; band += 1, index += 1) {
      out[index] = (values[index]! - means[band]!) / deviations[band]!;
    }
  }
  return out;
}

function wholeFrames(values: Float32Array, bands: number): number {
  if (values.length % bands !== 0) {
    throw new RangeError(`there are ${values.length} values; expected whole frames of ${bands} bands`);
  }
  return values.length / bands;
}

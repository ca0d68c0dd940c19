import { tapStep } from './wasm/polyphase-kernel.ts';

/** Attenuation of the stopband in dB. */
const stopbandDb = 90;

/**
 * Positions between two input samples for which a full-band filter has a row; between two of them it is interpolated linearly,
 * which adds an error of (π / 512)² / 8, or -106 dB. A narrower filter is as smooth with fewer rows, so that no table is much
 * larger than 512 rows of the shortest filter: 256 kB.
 */
const fullBandIntervals = 512;

/** A low-pass filter, sampled at the positions that an output sample can have between two input samples. */
export interface PolyphaseFilter {
  /** Input samples on either side of an output sample that have a part in it. */
  readonly reach: number;
  /** Weights of a row, 2 * `reach`. Weight k of position p meets the input sample k - (reach - 1) - p steps away. */
  readonly taps: number;
  /** A row for each of the positions 0, 1 / up, 2 / up …; or, where these are many, for fewer from 0 to 1, both included. */
  readonly rows: Float32Array;
}

/**
 * A windowed sinc with a Kaiser window.
 *
 * Source: J. F. Kaiser, Nonrecursive digital filter design using the I0-sinh window function, Proc. IEEE ISCAS 1974.
 *
 * @param up positions between two input samples
 * @param passband where the passband ends, as a share of the Nyquist frequency of the input
 * @param stopband where the stopband begins, likewise, up to 1
 */
export function createPolyphaseFilter(up: number, passband: number, stopband: number): PolyphaseFilter {
  const cutoff = (passband + stopband) / 2;
  const beta = 0.1102 * (stopbandDb - 8.7);
  const estimatedTaps = (stopbandDb - 7.95) / (2.285 * Math.PI * (stopband - passband));
  const taps = tapStep * Math.ceil(estimatedTaps / tapStep);
  const reach = taps / 2;
  const intervals = Math.ceil(fullBandIntervals * stopband);
  const isSmall = up <= intervals + 1;
  const rowCount = isSmall ? up : intervals + 1;
  const rows = new Float32Array(rowCount * taps);
  const row = new Float64Array(taps);
  for (let index = 0; index < rowCount; index++) {
    const position = index / (isSmall ? up : intervals);
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - (reach - 1) - position;
      const window = besselI0(beta * Math.sqrt(1 - (distance / reach) ** 2));
      row[k] = sinc(cutoff * distance) * window;
      sum += row[k]!;
    }
    // Every row passes a constant unchanged; otherwise the rows, taking turns, would put a tone onto it.
    for (let k = 0; k < taps; k++) rows[index * taps + k] = row[k]! / sum;
  }
  return { reach, taps, rows };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun 9.6.10). */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-12; k++) {
    term *= quarterSquare / (k * k);
    sum += term;
  }
  return sum;
}

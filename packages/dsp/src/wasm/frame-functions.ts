import {
  constant,
  f32x4,
  f64x2,
  i32,
  repeatWhile,
  v128,
  wasmFunction,
  when,
  type Code,
  type WasmFunction,
} from './assembler.ts';
import { complexBytes } from './fft-pass.ts';
import { naturalLog } from './natural-log.ts';

/** Samples that `windowFrames` takes a step: windows are padded with zeros to a multiple of it. */
export const windowStep = 4;

const singleBytes = 4;
const doubleBytes = 8;
const vectorBytes = 16;

/**
 * Writes two frames side by side, windowed, then zeros.
 *
 * Parameters: addresses of the frames' first samples, of the window (64-bit, a multiple of `windowStep` long), of its end, of the
 * target and of its end.
 */
export const windowFrames: WasmFunction = wasmFunction(
  'windowFrames',
  ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  (_, [first, second, window, windowEnd, target, targetEnd]) => {
    const step = (index: number) =>
      v128.store(
        target!.get,
        vectorBytes * index,
        f64x2.multiply(
          f64x2.promote(f32x4.loadPair(first!.get, second!.get, singleBytes * index)),
          f64x2.loadSplat(window!.get, doubleBytes * index),
        ),
      );
    return [
      repeatWhile(
        i32.isBelow(window!.get, windowEnd!.get),
        ...Array.from({ length: windowStep }, (_, index) => step(index)),
        first!.increase(constant.i32(singleBytes * windowStep)),
        second!.increase(constant.i32(singleBytes * windowStep)),
        target!.increase(constant.i32(vectorBytes * windowStep)),
        window!.increase(constant.i32(doubleBytes * windowStep)),
      ),
      when(
        i32.isBelow(target!.get, targetEnd!.get),
        repeatWhile(
          i32.isBelow(target!.get, targetEnd!.get),
          v128.store(target!.get, 0, constant.f64x2(0)),
          target!.increase(constant.i32(vectorBytes)),
        ),
      ),
    ];
  },
);

/**
 * Tells the transforms E and O of the even and odd samples apart and gives the bins E + wO and, from the other end, E - wO.
 *
 * Parameters: addresses of the transform's first number and of the place after its last one, where the first one is
 * repeated, of `realTwiddles`, and of the first and the last of the bins.
 *
 * @param quantity |X|² or |X| of each bin
 */
export function binsOf(name: string, quantity: 'power' | 'magnitude'): WasmFunction {
  return wasmFunction(
    name,
    ['i32', 'i32', 'i32', 'i32', 'i32'],
    (scope, [low, high, twiddles, lowBin, highBin]) => {
      const local = () => scope.local('v128');
      const [a, b, c, d] = [local(), local(), local(), local()];
      const [evenRe, evenIm, oddRe, oddIm] = [local(), local(), local(), local()];
      const [cosine, sine, re, im] = [local(), local(), local(), local()];
      const square = (code: Code) => f64x2.multiply(code, code);
      const size = (x: Code, y: Code) => {
        const power = f64x2.add(square(x), square(y));
        return quantity === 'power' ? power : f64x2.squareRoot(power);
      };
      return [
        repeatWhile(
          i32.isAtLeast(high!.get, low!.get),
          a.set(v128.load(low!.get)),
          b.set(v128.load(low!.get, vectorBytes)),
          c.set(v128.load(high!.get)),
          d.set(v128.load(high!.get, vectorBytes)),
          evenRe.set(f64x2.add(a.get, c.get)),
          evenIm.set(f64x2.subtract(b.get, d.get)),
          oddRe.set(f64x2.add(b.get, d.get)),
          oddIm.set(f64x2.subtract(c.get, a.get)),
          cosine.set(f64x2.loadSplat(twiddles!.get)),
          sine.set(f64x2.loadSplat(twiddles!.get, doubleBytes)),
          re.set(f64x2.subtract(f64x2.multiply(oddRe.get, cosine.get), f64x2.multiply(oddIm.get, sine.get))),
          im.set(f64x2.add(f64x2.multiply(oddRe.get, sine.get), f64x2.multiply(oddIm.get, cosine.get))),
          a.set(f64x2.add(evenRe.get, re.get)),
          b.set(f64x2.add(evenIm.get, im.get)),
          c.set(f64x2.subtract(evenRe.get, re.get)),
          d.set(f64x2.subtract(evenIm.get, im.get)),
          v128.store(lowBin!.get, 0, size(a.get, b.get)),
          v128.store(highBin!.get, 0, size(c.get, d.get)),
          low!.increase(constant.i32(complexBytes)),
          high!.increase(constant.i32(-complexBytes)),
          twiddles!.increase(constant.i32(2 * doubleBytes)),
          lowBin!.increase(constant.i32(vectorBytes)),
          highBin!.increase(constant.i32(-vectorBytes)),
        ),
      ];
    },
  );
}

/**
 * Sums the bins of two frames through a filter bank and writes the bands' values (`CompressionFormula`) as two rows of 32-bit
 * numbers.
 *
 * Parameters: addresses of the bins, of their weights (rising and falling in turn), of the filter bank's edges (as addresses of
 * bins) and of the last edge, of the formula's gain, offset, floor and scale, and of the two rows, before each of which one
 * number is overwritten.
 */
export function bandsOf(name: string, isLogarithmic: boolean): WasmFunction {
  return wasmFunction(
    name,
    ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    (scope, [bin, weight, edge, lastEdge, formula, firstRow, secondRow]) => {
      const local = () => scope.local('v128');
      const [risen, rising, falling, value, x] = [local(), local(), local(), local(), local()];
      const end = scope.local('i32');
      const constants = ['gain', 'offset', 'floor', 'scale'].map(() => local());
      const [gain, offset, floor, scale] = constants;
      const accumulate = (sum: typeof rising, at: number) =>
        sum.set(f64x2.add(sum.get, f64x2.multiply(value.get, f64x2.loadSplat(weight!.get, at))));
      const log = naturalLog(scope, x.get);
      const zero = constant.f64x2(0);
      return [
        ...constants.map((formulaValue, index) =>
          formulaValue.set(f64x2.loadSplat(formula!.get, doubleBytes * index)),
        ),
        // What is found before the first band ends belongs to no row.
        firstRow!.increase(constant.i32(-singleBytes)),
        secondRow!.increase(constant.i32(-singleBytes)),
        repeatWhile(
          i32.isBelow(edge!.get, lastEdge!.get),
          edge!.increase(constant.i32(singleBytes)),
          end.set(i32.load(edge!.get)),
          rising.set(zero),
          falling.set(zero),
          when(
            i32.isBelow(bin!.get, end.get),
            repeatWhile(
              i32.isBelow(bin!.get, end.get),
              value.set(v128.load(bin!.get)),
              accumulate(rising, 0),
              accumulate(falling, doubleBytes),
              bin!.increase(constant.i32(vectorBytes)),
              weight!.increase(constant.i32(2 * doubleBytes)),
            ),
          ),
          x.set(f64x2.add(risen.get, falling.get)),
          x.set(f64x2.max(f64x2.add(f64x2.multiply(x.get, gain!.get), offset!.get), floor!.get)),
          ...(isLogarithmic ? [log.before, x.set(f64x2.multiply(log.result, scale!.get))] : []),
          x.set(f32x4.demote(x.get)),
          v128.storeLane32(firstRow!.get, 0, x.get, 0),
          v128.storeLane32(secondRow!.get, 0, x.get, 1),
          firstRow!.increase(constant.i32(singleBytes)),
          secondRow!.increase(constant.i32(singleBytes)),
          risen.set(rising.get),
        ),
      ];
    },
  );
}

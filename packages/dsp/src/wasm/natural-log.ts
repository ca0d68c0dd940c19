import { constant, f64x2, i64x2, type Code, type FunctionScope, type Local } from './assembler.ts';

/** Bits of the double closest to the square root of 1/2, and of 1. */
const rootHalfBits = 0x3fe6a09e667f3bcdn;
const oneBits = 0x3ff0000000000000n;
const mantissaMask = 0x000fffffffffffffn;
/** 2^52 and its bits: a whole number in the low bits of a double's mantissa is that number once 2^52 is taken away. */
const magic = 2 ** 52;
const magicBits = 0x4330000000000000n;

/** The series stops where its terms no longer change a double. */
const terms = 10;

/**
 * The natural logarithms of two positive, normal numbers, with a relative error of about 1e-15.
 *
 * x = 2^k m with m from √½ to √2, and ln m = 2 artanh(s) = 2s (1 + s²/3 + s⁴/5 + …) with s = (m - 1) / (m + 1), |s| < 0.172.
 *
 * @param value is evaluated once
 * @returns what has to run first, and the result
 */
export function naturalLog(scope: FunctionScope, value: Code): { before: Code; result: Code } {
  const [bits, s, square] = [scope.local('v128'), scope.local('v128'), scope.local('v128')];
  const mantissa = i64x2.add(i64x2.and(bits.get, constant.i64x2(mantissaMask)), constant.i64x2(rootHalfBits));
  const exponent = f64x2.subtract(
    i64x2.or(i64x2.shiftRight(bits.get, 52), constant.i64x2(magicBits)),
    constant.f64x2(magic + 1023),
  );
  const one = constant.f64x2(1);
  const before = [
    bits.set(i64x2.add(value, constant.i64x2(oneBits - rootHalfBits))),
    s.set(mantissa),
    s.set(f64x2.divide(f64x2.subtract(s.get, one), f64x2.add(s.get, one))),
    square.set(f64x2.multiply(s.get, s.get)),
  ].flat();
  return {
    before,
    result: f64x2.add(
      f64x2.multiply(exponent, constant.f64x2(Math.LN2)),
      f64x2.multiply(s.get, series(square)),
    ),
  };
}

/** 2 + 2/3 x + 2/5 x² + … by Horner's rule. */
function series(x: Local): Code {
  let sum = constant.f64x2(2 / (2 * terms - 1));
  for (let term = terms - 2; term >= 0; term--) {
    sum = f64x2.add(f64x2.multiply(sum, x.get), constant.f64x2(2 / (2 * term + 1)));
  }
  return sum;
}

/** A stream of random numbers that is the same on every machine for the same seeds. */
export interface Random {
  /** 0 <= x < 1, 53 random bits. */
  unit(): number;
  /** 0 <= whole number < below. */
  integer(below: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * Random numbers from any number of seeds (whole numbers); each further seed gives an independent stream, so that
 * `createRandom(seed, epoch)` needs no bookkeeping.
 *
 * Only integer arithmetic and + - * / sqrt are used, which IEEE 754 rounds alike everywhere; Math.log and Math.cos
 * may differ between engines. Normal numbers by Marsaglia's polar method (SIAM Review 6(3), 1964), the shuffle is
 * Fisher and Yates's.
 *
 * @throws RangeError for a seed that is not a safe integer, or a bound below 1.
 * @example createRandom(7).shuffle(['a', 'b', 'c'])
 */
export function createRandom(...seeds: number[]): Random {
  const next = xoshiro128(seedState(seeds));
  const unit = () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 2 ** 53;
  const integer = (below: number) => {
    if (!Number.isSafeInteger(below) || below < 1)
      throw new RangeError(`below is ${below}; expected 1 or more`);
    return Math.floor(unit() * below);
  };
  return {
    unit,
    integer,
    normal() {
      for (;;) {
        const x = 2 * unit() - 1;
        const y = 2 * unit() - 1;
        const square = x * x + y * y;
        if (square > 0 && square < 1) return x * Math.sqrt((-2 * naturalLogarithm(square)) / square);
      }
    },
    shuffle<T>(items: readonly T[]) {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = integer(last + 1);
        const kept = copy[last] as T;
        copy[last] = copy[other] as T;
        copy[other] = kept;
      }
      return copy;
    },
  };
}

/**
 * xoshiro128** 1.1, 32 bits a call. Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators",
 * ACM TOMS 47(4), 2021; their code is in the public domain.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** Four lanes that each absorb every seed, low and high word; the finalizer of MurmurHash3 (A. Appleby) mixes them. */
function seedState(seeds: readonly number[]): [number, number, number, number] {
  const lane = (index: number) => {
    let hash = mix(Math.imul(index + 1, 0x9e3779b9));
    for (const seed of seeds) {
      if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is ${seed}; expected a whole number`);
      hash = mix((hash + 0x9e3779b9) ^ seed);
      hash = mix((hash + 0x9e3779b9) ^ Math.floor(seed / 2 ** 32));
    }
    return hash;
  };
  return [lane(0), lane(1), lane(2), lane(3)];
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** ln(x) for 0 < x < 1 by exact halving and the series of 2 artanh((x - 1) / (x + 1)). */
function naturalLogarithm(x: number): number {
  let mantissa = x;
  let doublings = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    doublings += 1;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  let series = 0;
  for (let power = 23; power >= 1; power -= 2) series = series * z * z + 1 / power;
  return 2 * z * series - doublings * Math.LN2;
}

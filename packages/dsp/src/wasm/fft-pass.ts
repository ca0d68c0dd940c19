import type { Radix } from '../fft.ts';
import {
  constant,
  f64x2,
  i32,
  repeatWhile,
  v128,
  wasmFunction,
  type Code,
  type FunctionScope,
  type Local,
  type WasmFunction,
} from './assembler.ts';

/** A complex number of each of two signals: two real parts, then two imaginary parts. */
export const complexBytes = 32;
const imaginary = 16;

interface Complex {
  readonly re: Local;
  readonly im: Local;
}

/**
 * One pass of the FFT of two signals at once, one in each half of a vector: `radix` parts of the source become groups of `radix`
 * neighbours in the target.
 *
 * Parameters of the exported function: the addresses of source, target and `passTwiddles`, then the bytes of a group of neighbours
 * that share a twiddle, then the bytes of a part of the source.
 *
 * @param isLast leaves out the twiddles, which are all 1 in the last pass
 */
export function fftPass(name: string, radix: Radix, isLast: boolean): WasmFunction {
  return wasmFunction(
    name,
    ['i32', 'i32', 'i32', 'i32', 'i32'],
    (scope, [source, target, twiddles, groupBytes, partBytes]) => {
      const [sourceEnd, groupEnd, address] = [scope.local('i32'), scope.local('i32'), scope.local('i32')];
      const inputs = Array.from({ length: radix }, () => complex(scope));
      const factors = isLast ? [] : inputs.slice(1).map(() => complex(scope));

      const read = inputs.flatMap(({ re, im }, part) => [
        address.set(part === 0 ? source!.get : i32.add(address.get, partBytes!.get)),
        re.set(v128.load(address.get)),
        im.set(v128.load(address.get, imaginary)),
      ]);
      const readFactors = factors.flatMap(({ re, im }, index) => [
        re.set(f64x2.loadSplat(twiddles!.get, 16 * index)),
        im.set(f64x2.loadSplat(twiddles!.get, 16 * index + 8)),
      ]);
      const { before, outputs } = radix === 4 ? butterfly4(scope, inputs) : butterfly(scope, inputs);
      const write = outputs.flatMap((output, index) => {
        const turned = turn(output, index === 0 ? undefined : factors[index - 1]);
        return [
          address.set(index === 0 ? target!.get : i32.add(address.get, groupBytes!.get)),
          v128.store(address.get, 0, turned.re),
          v128.store(address.get, imaginary, turned.im),
        ];
      });

      return [
        sourceEnd.set(i32.add(source!.get, partBytes!.get)),
        repeatWhile(
          i32.isBelow(source!.get, sourceEnd.get),
          ...readFactors,
          groupEnd.set(i32.add(source!.get, groupBytes!.get)),
          repeatWhile(
            i32.isBelow(source!.get, groupEnd.get),
            ...read,
            ...before,
            ...write,
            source!.increase(constant.i32(complexBytes)),
            target!.increase(constant.i32(complexBytes)),
          ),
          target!.increase(i32.multiply(groupBytes!.get, constant.i32(radix - 1))),
          twiddles!.increase(constant.i32(16 * (radix - 1))),
        ),
      ];
    },
  );
}

function complex(scope: FunctionScope): Complex {
  return { re: scope.local('v128'), im: scope.local('v128') };
}

interface Butterfly {
  /** What has to run first. */
  readonly before: readonly Code[];
  readonly outputs: readonly Complex[];
}

function turn({ re, im }: Complex, factor: Complex | undefined): { re: Code; im: Code } {
  if (!factor) return { re: re.get, im: im.get };
  return {
    re: f64x2.subtract(f64x2.multiply(re.get, factor.re.get), f64x2.multiply(im.get, factor.im.get)),
    im: f64x2.add(f64x2.multiply(re.get, factor.im.get), f64x2.multiply(im.get, factor.re.get)),
  };
}

/** Transform of four numbers, without a multiplication. */
function butterfly4(scope: FunctionScope, [a, b, c, d]: readonly Complex[]): Butterfly {
  const [evenSum, evenDifference, oddSum, oddDifference] = [
    complex(scope),
    complex(scope),
    complex(scope),
    complex(scope),
  ];
  const outputs = Array.from({ length: 4 }, () => complex(scope));
  const before = [
    ...combine(f64x2.add, evenSum, a!, c!),
    ...combine(f64x2.subtract, evenDifference, a!, c!),
    ...combine(f64x2.add, oddSum, b!, d!),
    // (b - d) times -i
    oddDifference.re.set(f64x2.subtract(b!.im.get, d!.im.get)),
    oddDifference.im.set(f64x2.subtract(d!.re.get, b!.re.get)),
    ...combine(f64x2.add, outputs[0]!, evenSum, oddSum),
    ...combine(f64x2.add, outputs[1]!, evenDifference, oddDifference),
    ...combine(f64x2.subtract, outputs[2]!, evenSum, oddSum),
    ...combine(f64x2.subtract, outputs[3]!, evenDifference, oddDifference),
  ];
  return { before, outputs };
}

function combine(
  operation: (a: Code, b: Code) => Code,
  target: Complex,
  a: Complex,
  b: Complex,
): readonly Code[] {
  return [target.re.set(operation(a.re.get, b.re.get)), target.im.set(operation(a.im.get, b.im.get))];
}

/**
 * Transform of two or of an odd number of numbers by its definition, halved by its symmetry: with the sums t and differences u of
 * the inputs j and radix - j, the outputs k and radix - k are the sum and the difference of a cosine sum of t and -i times a sine
 * sum of u.
 */
function butterfly(scope: FunctionScope, inputs: readonly Complex[]): Butterfly {
  const radix = inputs.length;
  const [first] = inputs as [Complex, ...Complex[]];
  const outputs = inputs.map(() => complex(scope));
  if (radix === 2) {
    const before = [
      ...combine(f64x2.add, outputs[0]!, first, inputs[1]!),
      ...combine(f64x2.subtract, outputs[1]!, first, inputs[1]!),
    ];
    return { before, outputs };
  }
  const pairs = Array.from({ length: (radix - 1) / 2 }, (_, j) => ({
    j: j + 1,
    sum: complex(scope),
    difference: complex(scope),
  }));
  const before: Code[] = [];
  for (const { j, sum, difference } of pairs) {
    before.push(...combine(f64x2.add, sum, inputs[j]!, inputs[radix - j]!));
    before.push(...combine(f64x2.subtract, difference, inputs[j]!, inputs[radix - j]!));
  }
  const total = (part: 're' | 'im') =>
    pairs.reduce<Code>((code, { sum }) => f64x2.add(code, sum[part].get), first[part].get);
  before.push(outputs[0]!.re.set(total('re')), outputs[0]!.im.set(total('im')));

  const [cosines, sines] = [complex(scope), complex(scope)];
  for (const { j: k } of pairs) {
    const angle = (j: number) => (2 * Math.PI * ((j * k) % radix)) / radix;
    const weighted = (term: Local, weight: number) => f64x2.multiply(term.get, constant.f64x2(weight));
    for (const part of ['re', 'im'] as const) {
      before.push(
        cosines[part].set(
          pairs.reduce<Code>(
            (code, { j, sum }) => f64x2.add(code, weighted(sum[part], Math.cos(angle(j)))),
            first[part].get,
          ),
        ),
        sines[part].set(
          pairs.map(({ j, difference }) => weighted(difference[part], Math.sin(angle(j)))).reduce(f64x2.add),
        ),
      );
    }
    const [low, high] = [outputs[k]!, outputs[radix - k]!];
    before.push(
      low.re.set(f64x2.add(cosines.re.get, sines.im.get)),
      low.im.set(f64x2.subtract(cosines.im.get, sines.re.get)),
      high.re.set(f64x2.subtract(cosines.re.get, sines.im.get)),
      high.im.set(f64x2.add(cosines.im.get, sines.re.get)),
    );
  }
  return { before, outputs };
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assembleModule, v128, wasmFunction } from './assembler.ts';
import { naturalLog } from './natural-log.ts';

/** A function that replaces the two numbers at address 0 by their logarithms. */
const log = wasmFunction('log', ['i32'], (scope, [address]) => {
  const { before, result } = naturalLog(scope, v128.load(address!.get));
  return [before, v128.store(address!.get, 0, result)];
});
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleModule([log])));
const { memory, log: run } = exports as { memory: WebAssembly.Memory; log: (address: number) => void };

function logarithms(a: number, b: number): [number, number] {
  const numbers = new Float64Array(memory.buffer, 0, 2);
  numbers.set([a, b]);
  run(0);
  return [numbers[0]!, numbers[1]!];
}

describe('naturalLog', () => {
  it('equals the logarithm of every positive, normal number', () => {
    const positive = fc.double({ min: 2.3e-308, max: Number.MAX_VALUE, noNaN: true });
    const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(positive, nearOne), fc.oneof(positive, nearOne), (a, b) => {
        const [logA, logB] = logarithms(a, b);
        expect(Math.abs(logA - Math.log(a))).toBeLessThanOrEqual(4e-16 + 4e-16 * Math.abs(Math.log(a)));
        expect(Math.abs(logB - Math.log(b))).toBeLessThanOrEqual(4e-16 + 4e-16 * Math.abs(Math.log(b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('is 0 for 1, and exact for powers of two', () => {
    expect(logarithms(1, 2)).toEqual([0, Math.LN2]);
    expect(logarithms(2 ** -1022, 2 ** 1023)).toEqual([-1022 * Math.LN2, 1023 * Math.LN2]);
  });
});

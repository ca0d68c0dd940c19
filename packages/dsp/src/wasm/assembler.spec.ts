import { describe, expect, it } from '@jest/globals';
import {
  assembleModule,
  constant,
  f32x4,
  i32,
  repeatWhile,
  v128,
  wasmFunction,
  when,
  type Code,
  type WasmFunction,
} from './assembler.ts';

function instantiate(...functions: WasmFunction[]) {
  const module = new WebAssembly.Module(assembleModule(functions));
  const { memory, ...rest } = new WebAssembly.Instance(module).exports;
  return {
    memory: (memory as WebAssembly.Memory).buffer,
    functions: rest as Record<string, (...parameters: number[]) => void>,
  };
}

describe('assembleModule', () => {
  it.each([0, 63, 64, -64, -65, 127, 128, 8191, 8192, 65_535, -100_000, 2 ** 31 - 1, -(2 ** 31)])(
    'holds the whole number %i',
    (value) => {
      const { memory, functions } = instantiate(
        wasmFunction('write', ['i32'], (scope, [address]) => {
          const vector = scope.local('v128');
          // The number as the address's distance from where it lands.
          const target: Code = i32.add(i32.subtract(address!.get, constant.i32(value)), constant.i32(value));
          return [vector.set(constant.f32x4(7)), v128.store(target, 0, vector.get)];
        }),
      );
      functions['write']!(32);
      expect(new Float32Array(memory, 28, 2)).toEqual(Float32Array.of(0, 7));
    },
  );

  it('shares its memory between functions, whose parameters and locals are their own', () => {
    const fill = wasmFunction('fill', ['i32', 'i32'], (scope, [address, end]) => {
      const value = scope.local('v128');
      return [
        value.set(constant.f32x4(1)),
        repeatWhile(
          i32.isBelow(address!.get, end!.get),
          v128.store(address!.get, 0, value.get),
          value.set(f32x4.add(value.get, value.get)),
          address!.increase(constant.i32(16)),
        ),
      ];
    });
    const raise = wasmFunction('raise', ['i32', 'i32'], (_, [address, limit]) => [
      when(
        i32.isBelow(address!.get, limit!.get),
        v128.store(address!.get, 0, f32x4.add(v128.load(address!.get), constant.f32x4(0.5))),
      ),
    ]);
    const { memory, functions } = instantiate(fill, raise);
    functions['fill']!(16, 64);
    functions['raise']!(16, 17);
    functions['raise']!(32, 32);
    const written = new Float32Array(memory, 0, 20);
    expect([0, 4, 8, 12, 16].map((index) => written[index])).toEqual([0, 1.5, 2, 4, 0]);
  });
});

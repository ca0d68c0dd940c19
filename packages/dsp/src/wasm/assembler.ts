/**
 * Writes WebAssembly modules: what a loop over samples needs and no more. V8 does not vectorise loops over typed arrays, and a
 * module that is assembled when it is wanted needs no compiler, no generated file and no fetch.
 *
 * An instruction is `Code`, its bytes with those of its operands in front, so that code nests as the formula it stands for.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5, binary format (webassembly.github.io/spec).
 */
export type Code = readonly number[];

type ValueType = 'i32' | 'v128';
const typeBytes: Readonly<Record<ValueType, number>> = { i32: 0x7f, v128: 0x7b };

/** A variable of a function: a parameter or a local. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  /** Adds to the variable. */
  increase(by: Code): Code;
}

/** A function while it is being written. */
export interface FunctionScope {
  local(type: ValueType): Local;
}

/** A function of a module; it gives nothing back. */
export interface WasmFunction {
  readonly name: string;
  readonly bytes: { readonly type: Code; readonly code: Code };
}

/**
 * @param name under which it is exported
 * @param parameters their types
 * @param write gives the function's instructions
 * @example
 * wasmFunction('clear', ['i32'], (scope, [address]) => [store(address.get, 0, constant.f64x2(0))])
 */
export function wasmFunction(
  name: string,
  parameters: readonly ValueType[],
  write: (scope: FunctionScope, parameters: readonly Local[]) => readonly Code[],
): WasmFunction {
  const locals: ValueType[] = [];
  const variable = (index: number): Local => {
    const get = [0x20, ...leb128(index)];
    const set = (value: Code) => [...value, 0x21, ...leb128(index)];
    return { get, set, increase: (by) => set(i32.add(get, by)) };
  };
  const scope: FunctionScope = {
    local: (type) => variable(parameters.length + locals.push(type) - 1),
  };
  const body = write(
    scope,
    parameters.map((_, index) => variable(index)),
  ).flat();
  const declarations = locals.flatMap((type) => [1, typeBytes[type]]);
  return {
    name,
    bytes: {
      type: [0x60, ...leb128(parameters.length), ...parameters.map((type) => typeBytes[type]), 0],
      code: sized([...leb128(locals.length), ...declarations, ...body, 0x0b]),
    },
  };
}

/** A module of these functions, which share one memory of 64 kB, exported as `memory`, that the owner makes larger. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, entries: readonly Code[]) => [
    id,
    ...sized([...leb128(entries.length), ...entries.flat()]),
  ];
  const name = (text: string) => sized([...new TextEncoder().encode(text)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map(({ bytes }) => bytes.type),
    ),
    ...section(
      3,
      functions.map((_, index) => leb128(index)),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...name('memory'), 2, 0],
      ...functions.map((wasm, index) => [...name(wasm.name), 0, ...leb128(index)]),
    ]),
    ...section(
      10,
      functions.map(({ bytes }) => bytes.code),
    ),
  ]);
}

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
const simd = (opcode: number) => [0xfd, ...leb128(opcode)];

/** Whole numbers of 32 bits: addresses and counts, compared as unsigned ones. */
export const i32 = {
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  /** Rounded down. */
  divide: binary(0x6e),
  isBelow: binary(0x49),
  isAtLeast: binary(0x4f),
  load: (address: Code, offset = 0): Code => [...address, 0x28, 2, ...leb128(offset)],
};

/** Two numbers of 64 bits side by side. */
export const f64x2 = {
  add: binary(...simd(0xf0)),
  subtract: binary(...simd(0xf1)),
  multiply: binary(...simd(0xf2)),
  divide: binary(...simd(0xf3)),
  squareRoot: unary(...simd(0xef)),
  /** The larger one; as fast as an addition, as it does not look for NaN. */
  max: (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf7)],
  /** The number at an address, twice. */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...simd(0x0a), 3, ...leb128(offset)],
  /** The first two of four numbers of 32 bits. */
  promote: unary(...simd(0x5f)),
};

/** Two whole numbers of 64 bits side by side. */
export const i64x2 = {
  add: binary(...simd(0xce)),
  and: binary(...simd(0x4e)),
  or: binary(...simd(0x50)),
  shiftRight: (a: Code, bits: number): Code => [...a, ...constant.i32(bits), ...simd(0xcd)],
};

/** Four numbers of 32 bits side by side. */
export const f32x4 = {
  add: binary(...simd(0xe4)),
  subtract: binary(...simd(0xe5)),
  multiply: binary(...simd(0xe6)),
  splat: unary(...simd(0x13)),
  /** Two numbers of 64 bits as 32 bits, then two zeros. */
  demote: unary(...simd(0x5e)),
  /** The number at one address, the number at another one, then zeros. */
  loadPair: (a: Code, b: Code, offset = 0): Code => [
    ...b,
    ...a,
    ...simd(0x5c),
    ...[2, ...leb128(offset)],
    ...simd(0x56),
    ...[2, ...leb128(offset), 1],
  ],
  lane: (a: Code, index: number): Code => [...a, ...simd(0x1f), index],
};

/** One number of 32 bits. */
export const f32 = {
  add: binary(0x92),
  divide: binary(0x95),
  /** From a whole number. */
  convert: unary(0xb3),
  store: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    0x38,
    2,
    ...leb128(offset),
  ],
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), 2, ...leb128(offset)],
  store: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...simd(0x0b),
    2,
    ...leb128(offset),
  ],
  /** Stores one of four numbers of 32 bits. */
  storeLane32: (address: Code, offset: number, value: Code, lane: number): Code => [
    ...address,
    ...value,
    ...simd(0x5a),
    2,
    ...leb128(offset),
    lane,
  ],
};

export const constant = {
  i32: (value: number): Code => [0x41, ...signedLeb128(value)],
  /** The same number in both places. */
  f64x2: (value: number): Code => vector(Float64Array.of(value, value)),
  f32x4: (value: number): Code => vector(new Float32Array(4).fill(value)),
  i64x2: (value: bigint): Code => vector(BigInt64Array.of(value, value)),
};

function vector(values: Float64Array | Float32Array | BigInt64Array): Code {
  return [...simd(0x0c), ...new Uint8Array(values.buffer)];
}

/** Repeats `body`, at least once, as long as `condition` holds after it. */
export function repeatWhile(condition: Code, ...body: readonly Code[]): Code {
  return [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b];
}

export function when(condition: Code, ...body: readonly Code[]): Code {
  return [...condition, 0x04, 0x40, ...body.flat(), 0x0b];
}

function sized(bytes: Code): number[] {
  return [...leb128(bytes.length), ...bytes];
}

/** Unsigned. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}

function signedLeb128(value: number): number[] {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb128(value >> 7)];
}

import {
  assembleModule,
  constant,
  f32,
  f32x4,
  i32,
  repeatWhile,
  v128,
  wasmFunction,
  when,
  type Code,
  type Local,
  type WasmFunction,
} from './assembler.ts';

/** The inner loop of the resampler in WASM. Its memory holds the filter's rows, the history of the input and the output. */
export interface PolyphaseKernel {
  /** Input samples, to be filled before `run`. */
  readonly history: Float32Array;
  /** What `run` wrote, from index 0 on. */
  readonly output: Float32Array;
  /**
   * Writes `count` output samples. The first lies `phase` / `up` samples behind `start`: its row times the history from index
   * `start` on. Each further one lies `down` / `up` samples later.
   */
  run(start: number, phase: number, count: number): void;
}

export interface PolyphaseKernelOptions {
  /**
   * Rows of `taps` weights, one after the other: a row for each of the `up` positions 0, 1 / up, 2 / up …; or fewer, for
   * positions evenly spaced from 0 to 1 with both ends, between which the kernel interpolates linearly.
   */
  readonly rows: Float32Array;
  /** A multiple of `tapStep`. */
  readonly taps: number;
  /** Output samples for every `down` input samples; less than 2^32 / the number of rows. */
  readonly up: number;
  readonly down: number;
  /** In samples. */
  readonly historyLength: number;
  /** In samples. */
  readonly outputLength: number;
}

/** Taps that one turn of the loop multiplies: four vectors, so that no sum waits for the one before. */
export const tapStep = 16;

const sampleBytes = Float32Array.BYTES_PER_ELEMENT;
const vectorBytes = 16;

export function createPolyphaseKernel(options: PolyphaseKernelOptions): PolyphaseKernel {
  const { rows, taps, up, down, historyLength, outputLength } = options;
  compiled ??= new WebAssembly.Module(assembleModule([filter('select', false), filter('interpolate', true)]));
  const { memory, select, interpolate } = new WebAssembly.Instance(compiled).exports as {
    memory: WebAssembly.Memory;
    select: (...parameters: number[]) => void;
    interpolate: (...parameters: number[]) => void;
  };
  const rowCount = rows.length / taps;
  const calculate = rowCount === up ? select : interpolate;
  const historyAddress = rows.byteLength;
  const outputAddress = historyAddress + sampleBytes * historyLength;
  memory.grow(Math.ceil((outputAddress + sampleBytes * outputLength) / 65_536) - 1);
  new Float32Array(memory.buffer).set(rows);
  const rowBytes = sampleBytes * taps;
  const stepBytes = sampleBytes * Math.floor(down / up);
  const phaseStep = down % up;
  return {
    history: new Float32Array(memory.buffer, historyAddress, historyLength),
    output: new Float32Array(memory.buffer, outputAddress, outputLength),
    run(start, phase, count) {
      const from = historyAddress + sampleBytes * start;
      const end = outputAddress + sampleBytes * count;
      if (count > 0) {
        calculate(from, phase, outputAddress, end, rowBytes, stepBytes, phaseStep, up, rowCount - 1);
      }
    },
  };
}

/** Compiled when the first resampler asks for it. */
let compiled: WebAssembly.Module | undefined;

/**
 * The rows lie at address 0. A row for each phase, or, to interpolate between, fewer of them: which ones, and where between them,
 * follows from whole numbers alone, so it can't drift with the length of a stream.
 */
function filter(name: string, interpolates: boolean): WasmFunction {
  const parameterTypes = Array.from({ length: 9 }, () => 'i32' as const);
  return wasmFunction(name, parameterTypes, (scope, parameters) => {
    const [history, phase, output, end] = parameters as [Local, Local, Local, Local];
    const [rowBytes, stepBytes, phaseStep, up, intervals] = parameters.slice(4) as FiveLocals;
    const [row, rowEnd, sample, weight, nextWeight] = parameters
      .slice(4)
      .map(() => scope.local('i32')) as FiveLocals;
    const newSums = () => Array.from({ length: tapStep / 4 }, () => scope.local('v128'));
    const [sums, nextSums] = [newSums(), interpolates ? newSums() : []];
    const result = scope.local('v128');

    const position = i32.multiply(phase.get, intervals.get);
    const fraction = f32.divide(
      f32.convert(i32.subtract(position, i32.multiply(row.get, up.get))),
      f32.convert(up.get),
    );
    const accumulate = (parts: readonly Local[], weights: Local) =>
      parts.map((sum, index) => {
        const offset = vectorBytes * index;
        return addProduct(sum, v128.load(weights.get, offset), v128.load(sample.get, offset));
      });
    const total = (parts: readonly Local[]) => parts.map(({ get }) => get).reduce(f32x4.add);
    const lane = (index: number) => f32x4.lane(result.get, index);

    return [
      repeatWhile(
        i32.isBelow(output.get, end.get),
        row.set(interpolates ? i32.divide(position, up.get) : phase.get),
        weight.set(i32.multiply(row.get, rowBytes.get)),
        rowEnd.set(i32.add(weight.get, rowBytes.get)),
        nextWeight.set(rowEnd.get),
        sample.set(history.get),
        ...[...sums, ...nextSums].map((sum) => sum.set(constant.f32x4(0))),
        repeatWhile(
          i32.isBelow(weight.get, rowEnd.get),
          ...accumulate(sums, weight),
          ...accumulate(nextSums, nextWeight),
          ...[weight, nextWeight, sample].map((address) =>
            address.increase(constant.i32(sampleBytes * tapStep)),
          ),
        ),
        result.set(total(sums)),
        interpolates
          ? addProduct(result, f32x4.splat(fraction), f32x4.subtract(total(nextSums), result.get))
          : [],
        f32.store(output.get, 0, f32.add(f32.add(lane(0), lane(1)), f32.add(lane(2), lane(3)))),
        history.increase(stepBytes.get),
        phase.increase(phaseStep.get),
        when(
          i32.isAtLeast(phase.get, up.get),
          phase.set(i32.subtract(phase.get, up.get)),
          history.increase(constant.i32(sampleBytes)),
        ),
        output.increase(constant.i32(sampleBytes)),
      ),
    ];
  });
}

function addProduct(sum: Local, a: Code, b: Code): Code {
  return sum.set(f32x4.add(sum.get, f32x4.multiply(a, b)));
}

type FiveLocals = [Local, Local, Local, Local, Local];

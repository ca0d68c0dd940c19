/**
 * The inner loop of the resampler as a WASM module of some 250 bytes, assembled here: V8 does not vectorise loops over typed
 * arrays, and four products at a time make the difference between 200 and more than 1000 times real time.
 *
 * The memory holds, one after the other, the filter's rows, the history of the input and room for the output.
 */
export interface PolyphaseKernel {
  /** Input samples, to be filled before `run`. */
  readonly history: Float32Array;
  /** What `run` wrote, from index 0 on. */
  readonly output: Float32Array;
  /**
   * Writes `count` output samples. The first is the product of row `phase` and the history from index `start` on; each further
   * one lies `down` / `up` samples later.
   */
  run(start: number, phase: number, count: number): void;
}

/**
 * @param rows `up` rows of equal length, a multiple of 8, one after the other
 * @param up output samples for every `down` input samples
 * @param historyLength in samples
 * @param outputLength in samples
 */
export function createPolyphaseKernel(
  rows: Float32Array,
  up: number,
  down: number,
  historyLength: number,
  outputLength: number,
): PolyphaseKernel {
  compiled ??= new WebAssembly.Module(assemble());
  const { memory, filter } = new WebAssembly.Instance(compiled).exports as {
    memory: WebAssembly.Memory;
    filter: (...parameters: number[]) => void;
  };
  const historyAddress = rows.byteLength;
  const outputAddress = historyAddress + bytesPerSample * historyLength;
  const pages = Math.ceil((outputAddress + bytesPerSample * outputLength) / 65_536);
  memory.grow(pages - 1);
  new Float32Array(memory.buffer).set(rows);
  const rowBytes = rows.byteLength / up;
  const stepBytes = bytesPerSample * Math.floor(down / up);
  return {
    history: new Float32Array(memory.buffer, historyAddress, historyLength),
    output: new Float32Array(memory.buffer, outputAddress, outputLength),
    run(start, phase, count) {
      const history = historyAddress + bytesPerSample * start;
      const end = outputAddress + bytesPerSample * count;
      if (count > 0) filter(history, phase, outputAddress, end, rowBytes, stepBytes, down % up, up);
    },
  };
}

const bytesPerSample = Float32Array.BYTES_PER_ELEMENT;

/** Compiled when the first resampler asks for it. */
let compiled: WebAssembly.Module | undefined;

/**
 * The module in the binary format of the WebAssembly core specification 2.0 (webassembly.github.io/spec, chapter 5).
 * Every index and every length but that of the code fits into one byte of LEB128.
 */
function assemble(): Uint8Array<ArrayBuffer> {
  const [i32, v128, nothing] = [0x7f, 0x7b, 0x40];
  const [history, phase, output, end, rowBytes, stepBytes, phaseStep, up] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [weight, sample, rowEnd, evenSum, oddSum] = [8, 9, 10, 11, 12];

  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const tee = (local: number) => [0x22, local];
  const constant = (value: number) => [0x41, value];
  const [add, subtract, multiply, isBelow, isAtLeast] = [[0x6a], [0x6b], [0x6c], [0x49], [0x4f]];
  const [addSingle, storeSingle] = [[0x92], [0x38, 2, 0]];
  const loop = (...body: number[][]) => [0x03, nothing, ...body.flat(), 0x0b];
  const when = (...body: number[][]) => [0x04, nothing, ...body.flat(), 0x0b];
  const repeatIf = [0x0d, 0];
  const zeros = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const load = (offset: number) => [0xfd, 0x00, 2, offset];
  const [addFour, multiplyFour] = [
    [0xfd, 0xe4, 0x01],
    [0xfd, 0xe6, 0x01],
  ];
  const lane = (index: number) => [...get(evenSum), 0xfd, 0x1f, index];
  const increase = (local: number, by: number[]) => [...get(local), ...by, ...add, ...set(local)];
  const accumulate = (sum: number, offset: number) =>
    [get(sum), get(weight), load(offset), get(sample), load(offset), multiplyFour, addFour, set(sum)].flat();

  const body = [
    loop(
      [
        ...get(phase),
        ...get(rowBytes),
        ...multiply,
        ...tee(weight),
        ...get(rowBytes),
        ...add,
        ...set(rowEnd),
      ],
      [...get(history), ...set(sample)],
      [...zeros, ...tee(evenSum), ...set(oddSum)],
      loop(accumulate(evenSum, 0), accumulate(oddSum, 16), increase(sample, constant(32)), [
        ...get(weight),
        ...constant(32),
        ...add,
        ...tee(weight),
        ...get(rowEnd),
        ...isBelow,
        ...repeatIf,
      ]),
      [...get(evenSum), ...get(oddSum), ...addFour, ...set(evenSum)],
      [
        ...get(output),
        ...lane(0),
        ...lane(1),
        ...addSingle,
        ...lane(2),
        ...lane(3),
        ...addSingle,
        ...addSingle,
      ],
      storeSingle,
      increase(history, get(stepBytes)),
      increase(phase, get(phaseStep)),
      [...get(phase), ...get(up), ...isAtLeast],
      when(
        [...get(phase), ...get(up), ...subtract, ...set(phase)],
        increase(history, constant(bytesPerSample)),
      ),
      [
        ...get(output),
        ...constant(bytesPerSample),
        ...add,
        ...tee(output),
        ...get(end),
        ...isBelow,
        ...repeatIf,
      ],
    ),
    [0x0b],
  ].flat();

  const leb128 = (value: number) => [(value & 0x7f) | 0x80, value >> 7];
  const sized = (bytes: number[]) => [...leb128(bytes.length), ...bytes];
  const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
  const section = (id: number, ...bytes: number[][]) => [id, ...sized(bytes.flat())];
  return Uint8Array.from(
    [
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [1, 0x60, 8, ...new Array<number>(8).fill(i32), 0]),
      section(3, [1, 0]),
      section(5, [1, 0, 1]),
      section(7, [2], name('memory'), [2, 0], name('filter'), [0, 0]),
      section(10, [1], sized([2, 3, i32, 2, v128, ...body])),
    ].flat(),
  );
}

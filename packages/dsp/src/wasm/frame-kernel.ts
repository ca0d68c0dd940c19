import type { CompressionFormula } from '../compression.ts';
import { passTwiddles, planFft, radices, realTwiddles, type Radix } from '../fft.ts';
import type { FilterBank } from '../filter-bank.ts';
import { assembleModule } from './assembler.ts';
import { complexBytes, fftPass } from './fft-pass.ts';
import { bandsOf, binsOf, windowFrames, windowStep } from './frame-functions.ts';

/**
 * From samples to the bins of the FFT and on to the values of bands, two frames at a time, in WASM and 64-bit numbers.
 *
 * The two frames lie side by side in every vector: both go through the same operations in the same order, so a frame's numbers do
 * not depend on its neighbour. 64 bits, because the rounding of a 32-bit FFT shows in quiet bins beside loud ones.
 */
export interface FrameKernel {
  /** Holds what is to be analysed: write samples here. */
  readonly samples: Float32Array;
  /** The bins of both frames in turn: 2 * (fftLength / 2 + 1) numbers; `analyse` overwrites them. */
  readonly bins: Float64Array;
  /** Where `writeBands` puts the values of the first frame, then those of the second one: 2 * bands numbers. */
  readonly rows: Float32Array;
  /** Transforms the frames that begin at two indices of `samples`. */
  analyse(first: number, second: number): void;
  /** Sums the bins of the frames analysed last, and writes `rows`. */
  writeBands(): void;
}

export interface FrameKernelOptions {
  /** Weights of the samples of a frame. */
  readonly window: Float64Array;
  readonly fftLength: number;
  readonly quantity: 'power' | 'magnitude';
  /** How many `samples` there is room for. */
  readonly sampleCapacity: number;
  /** What `writeBands` does; without it there are no rows. */
  readonly bandValues?: BandValues;
}

interface BandValues {
  readonly filterBank: Omit<FilterBank, 'apply'>;
  readonly formula: CompressionFormula;
}

type WasmFunctions = Readonly<Record<string, (...parameters: number[]) => void>>;

/** Compiled when the first kernel asks for it. */
let compiled: Promise<WebAssembly.Module> | undefined;

const passName = (radix: Radix, isLast: boolean) => `${isLast ? 'lastPass' : 'pass'}${radix}`;

function compile(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(
    assembleModule([
      windowFrames,
      ...radices.flatMap((radix) =>
        [false, true].map((isLast) => fftPass(passName(radix, isLast), radix, isLast)),
      ),
      binsOf('power', 'power'),
      binsOf('magnitude', 'magnitude'),
      bandsOf('logBands', true),
      bandsOf('plainBands', false),
    ]),
  );
}

/** @throws RangeError as `planFft` */
export async function createFrameKernel(options: FrameKernelOptions): Promise<FrameKernel> {
  const { fftLength, sampleCapacity, quantity } = options;
  const plan = planFft(fftLength);
  const half = fftLength / 2;
  const binCount = half + 1;
  const { filterBank, formula } = options.bandValues ?? noBands(binCount);
  const { bands } = filterBank;
  compiled ??= compile().catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  const instance = await WebAssembly.instantiate(await compiled);
  const { memory, ...functions } = instance.exports as unknown as WasmFunctions & {
    readonly memory: WebAssembly.Memory;
  };

  // The samples of both frames are halved here, as telling even from odd samples would have to.
  const window = new Float64Array(Math.ceil(options.window.length / windowStep) * windowStep);
  window.set(options.window.map((weight) => weight / 2));
  const passes = createPasses(plan.radices, half);
  const oddTwiddles = realTwiddles(fftLength);
  const weights = new Float64Array(2 * binCount);
  for (let bin = 0; bin < binCount; bin++) {
    weights[2 * bin] = filterBank.rising[bin]!;
    weights[2 * bin + 1] = filterBank.falling[bin]!;
  }

  let end = 0;
  const reserve = (bytes: number) => {
    const address = end;
    end += Math.ceil(bytes / 16) * 16;
    return address;
  };
  const addresses = {
    window: reserve(window.byteLength),
    oddTwiddles: reserve(oddTwiddles.byteLength),
    weights: reserve(weights.byteLength),
    edges: reserve(filterBank.edges.byteLength),
    formula: reserve(4 * 8),
    bins: reserve(16 * binCount),
    // `writeBands` overwrites one number in front of the rows.
    rows: reserve(16 + 2 * 4 * bands) + 16,
    samples: reserve(4 * (sampleCapacity + windowStep)),
  };
  const twiddles = passes.map((pass) => reserve(pass.twiddles.byteLength));
  // Room for the first number, repeated, and for the padding of the window.
  const bufferBytes = complexBytes * (half + 1) + 16 * windowStep;
  const [front, back] = [reserve(bufferBytes), reserve(bufferBytes)];
  memory.grow(Math.ceil(end / 65_536));

  const { buffer } = memory;
  new Float64Array(buffer, addresses.window).set(window);
  new Float64Array(buffer, addresses.oddTwiddles).set(oddTwiddles);
  new Float64Array(buffer, addresses.weights).set(weights);
  new Int32Array(buffer, addresses.edges).set(filterBank.edges.map((bin) => addresses.bins + 16 * bin));
  new Float64Array(buffer, addresses.formula).set([
    formula.gain,
    formula.offset,
    formula.floor,
    formula.scale ?? 1,
  ]);
  for (const [index, pass] of passes.entries()) {
    new Float64Array(buffer, twiddles[index]).set(pass.twiddles);
  }

  const windowEnd = addresses.window + window.byteLength;
  const frontEnd = front + 16 * fftLength;
  const transformed = passes.length % 2 === 0 ? front : back;
  const firstNumber = new Float64Array(buffer, transformed, 4);
  const repeated = new Float64Array(buffer, transformed + complexBytes * half, 4);
  const calls = passes.map(({ radix, length, stride }, index) => ({
    run: functions[passName(radix, index === passes.length - 1)]!,
    source: index % 2 === 0 ? front : back,
    target: index % 2 === 0 ? back : front,
    twiddles: twiddles[index]!,
    groupBytes: complexBytes * stride,
    partBytes: (complexBytes * stride * length) / radix,
  }));
  const findBins = functions[quantity]!;
  const sumBands = functions[formula.scale === undefined ? 'plainBands' : 'logBands']!;
  const { windowFrames: placeFrames } = functions;
  const firstBin = addresses.bins + 16 * filterBank.edges[0]!;
  const firstWeight = addresses.weights + 16 * filterBank.edges[0]!;
  const lastEdge = addresses.edges + 4 * (bands + 1);

  return {
    samples: new Float32Array(buffer, addresses.samples, sampleCapacity),
    bins: new Float64Array(buffer, addresses.bins, 2 * binCount),
    rows: new Float32Array(buffer, addresses.rows, 2 * bands),
    analyse(first, second) {
      const [a, b] = [addresses.samples + 4 * first, addresses.samples + 4 * second];
      placeFrames!(a, b, addresses.window, windowEnd, front, frontEnd);
      for (const { run, source, target, twiddles, groupBytes, partBytes } of calls) {
        run(source, target, twiddles, groupBytes, partBytes);
      }
      repeated.set(firstNumber);
      findBins(
        transformed,
        transformed + complexBytes * half,
        addresses.oddTwiddles,
        addresses.bins,
        addresses.bins + 16 * half,
      );
    },
    writeBands() {
      sumBands(
        firstBin,
        firstWeight,
        addresses.edges,
        lastEdge,
        addresses.formula,
        addresses.rows,
        addresses.rows + 4 * bands,
      );
    },
  };
}

function noBands(binCount: number): BandValues {
  const [rising, falling] = [new Float64Array(binCount), new Float64Array(binCount)];
  return {
    filterBank: { bands: 0, edges: Int32Array.of(0, 0), rising, falling },
    formula: { gain: 1, offset: 0, floor: 0, scale: undefined },
  };
}

/** Length of the transforms that each pass takes apart, and how many of them lie interleaved. */
function createPasses(factors: readonly Radix[], length: number) {
  let stride = 1;
  return factors.map((radix) => {
    const pass = { radix, stride, length: length / stride, twiddles: passTwiddles(length / stride, radix) };
    stride *= radix;
    return pass;
  });
}

/// <reference path="./pffft-wasm.d.ts" />
import createPffft, { type Pffft } from '@echogarden/pffft-wasm/simd';

const realTransform = 0;
const forward = 0;

/** One WASM instance for all transforms of a thread; it is made when the first one asks for it. */
let instance: Promise<Pffft> | undefined;

/**
 * The FFT of real signals of one length, in WASM with SIMD (PFFFT, J. Pommier; after FFTPACK, P. Swarztrauber).
 *
 * `input` and `spectrum` are views of the WASM memory: write `input`, call `transform`, read `spectrum`, keep neither beyond
 * the next `createRealFft`, which may move the memory. `spectrum` holds re and im of bin k at 2k and 2k + 1, but
 * spectrum[1] is the (real) bin at half the sample rate. Not scaled: a constant 1 gives `length` in bin 0. `transform` leaves `input`
 * as it is.
 */
export interface RealFft {
  readonly input: Float32Array;
  readonly spectrum: Float32Array;
  transform(): void;
  /** Gives the WASM memory back. The FFT can't be used afterwards. */
  dispose(): void;
}

/**
 * @param length in samples; a power of two from 32
 * @throws RangeError for another length
 * @example
 * const fft = await createRealFft(32);
 * fft.input.fill(1);
 * fft.transform();
 * fft.spectrum[0]; // 32
 */
export async function createRealFft(length: number): Promise<RealFft> {
  if (!(length >= 32) || !Number.isInteger(Math.log2(length))) {
    throw new RangeError(`FFT: length is ${length}: expected a power of two from 32.`);
  }
  instance ??= createPffft();
  const pffft = await instance;
  const setup = pffft._pffft_new_setup(length, realTransform);
  const bytes = length * Float32Array.BYTES_PER_ELEMENT;
  // Scratch space of our own: PFFFT would otherwise take it from the WASM stack, which holds only 64 kB.
  const address = pffft._pffft_aligned_malloc(3 * bytes);
  let views: { input: Float32Array; spectrum: Float32Array } | undefined;
  let disposed = false;

  const view = () => {
    if (disposed) throw new Error('This FFT has been disposed of: make a new one.');
    if (!views || views.input.length === 0) {
      const { buffer } = pffft.HEAPF32;
      views = {
        input: new Float32Array(buffer, address, length),
        spectrum: new Float32Array(buffer, address + bytes, length),
      };
    }
    return views;
  };

  return {
    get input() {
      return view().input;
    },
    get spectrum() {
      return view().spectrum;
    },
    transform() {
      view();
      pffft._pffft_transform_ordered(setup, address, address + bytes, address + 2 * bytes, forward);
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      pffft._pffft_aligned_free(address);
      pffft._pffft_destroy_setup(setup);
    },
  };
}

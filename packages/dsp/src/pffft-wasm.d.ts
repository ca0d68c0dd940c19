/** The parts of @echogarden/pffft-wasm (which ships no types) that fft.ts uses. */
declare module '@echogarden/pffft-wasm/simd' {
  export interface Pffft {
    /** Replaced by a new view when the memory grows; the old one then has length 0. */
    readonly HEAPF32: Float32Array;
    /** @returns address of the setup */
    _pffft_new_setup(length: number, transform: number): number;
    _pffft_destroy_setup(setup: number): void;
    /** @returns address, aligned for SIMD; 0 when there is no memory left */
    _pffft_aligned_malloc(bytes: number): number;
    _pffft_aligned_free(address: number): void;
    /** Addresses of `length` floats each; `work` is scratch space. Direction 0 is forward. */
    _pffft_transform_ordered(
      setup: number,
      input: number,
      output: number,
      work: number,
      direction: number,
    ): void;
  }
  export default function createPffft(): Promise<Pffft>;
}

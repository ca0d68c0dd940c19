/** Gathers what an audio thread hands out in small quanta. */
export interface BlockBuilder {
  /** @returns a block of its own as soon as there is one, of whole quanta, with at least the wished length */
  push(quantum: Float32Array): Float32Array<ArrayBuffer> | undefined;
}

/**
 * Makes blocks that are worth a message out of the 128 samples that a browser processes at a time.
 *
 * @param leastLength samples of a block, at least
 * @example
 * const builder = createBlockBuilder(200);
 * builder.push(new Float32Array(128)); // undefined
 * builder.push(new Float32Array(128)); // 256 samples
 */
export function createBlockBuilder(leastLength: number): BlockBuilder {
  let quanta: Float32Array[] = [];
  let length = 0;
  return {
    push(quantum) {
      // The browser uses its buffer again.
      quanta.push(quantum.slice());
      length += quantum.length;
      if (length < leastLength) return undefined;
      const block = new Float32Array(length);
      let at = 0;
      for (const part of quanta) {
        block.set(part, at);
        at += part.length;
      }
      quanta = [];
      length = 0;
      return block;
    },
  };
}

import type { FileHandle } from 'node:fs/promises';

/** What a file format's header says, and how to get at the samples. */
export interface Decoder {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel; absent where the header doesn't say. */
  readonly sampleCount: number | undefined;
  /**
   * The samples in order, channels averaged, in pieces of about a second, read from `file` as they are asked for.
   *
   * @param warn is told about damage that could be read over.
   */
  readonly chunks: (file: FileHandle, warn: (warning: string) => void) => AsyncGenerator<Float32Array>;
}

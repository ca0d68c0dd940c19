import type { FileHandle } from 'node:fs/promises';

/** A file that is open for its header to be read. */
export interface RecordingSource {
  readonly file: FileHandle;
  readonly path: string;
  /** Where the format begins: behind ID3 tags. */
  readonly start: number;
  /** Length of the file in bytes. */
  readonly fileBytes: number;
  /** Is told what is odd but can be read over. */
  readonly warn: (warning: string) => void;
}

export interface DecodeOptions {
  /** Which channel, counted from 0; their mean where none is named. */
  readonly channel: number | undefined;
  /** Is told about damage that could be read over. */
  readonly warn: (warning: string) => void;
}

/** What a file format's header says, and how to get at the samples. */
export interface Decoder {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel; absent where the only way to it is to decode. */
  readonly sampleCount: number | undefined;
  /** How far `sampleCount` may be off, where a header gives it in rounded seconds. */
  readonly sampleCountTolerance?: number;
  /** The samples in order, mono, in pieces of any length but small, read from `file` as they are asked for. */
  readonly chunks: (file: FileHandle, options: DecodeOptions) => AsyncGenerator<Float32Array>;
}

/** Thrown by a decoder for what only ffmpeg reads, such as ADPCM in a WAV file; `found` says what it is. */
export class NeedsFfmpeg extends Error {
  readonly found: string;

  constructor(found: string) {
    super(`${found} needs ffmpeg`);
    this.found = found;
  }
}

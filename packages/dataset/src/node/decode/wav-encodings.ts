import { endianness } from 'node:os';

/** How a WAV file writes a sample. */
export interface WavEncoding {
  readonly bytesPerSample: number;
  /** What becomes 1. */
  readonly fullScale: number;
  /** The numbers in `bytes`, which start at a multiple of 8 in their buffer; the bytes may be changed. */
  readonly numbers: (bytes: Buffer) => Float32Array | Float64Array | Int16Array | Int32Array;
}

const isBigEndian = endianness() === 'BE';

/** The encodings that are read, by name and bytes per sample. */
export const WAV_ENCODINGS: Readonly<Record<string, WavEncoding>> = {
  'pcm 1': byTable((byte) => (byte - 0x80) << 8),
  'pcm 2': {
    bytesPerSample: 2,
    fullScale: 0x8000,
    numbers: (bytes) => viewOf(Int16Array, isBigEndian ? bytes.swap16() : bytes),
  },
  'pcm 3': { bytesPerSample: 3, fullScale: 0x800000, numbers: threeByteNumbers },
  'pcm 4': {
    bytesPerSample: 4,
    fullScale: 0x80000000,
    numbers: (bytes) => viewOf(Int32Array, isBigEndian ? bytes.swap32() : bytes),
  },
  'float 4': {
    bytesPerSample: 4,
    fullScale: 1,
    numbers: (bytes) => viewOf(Float32Array, isBigEndian ? bytes.swap32() : bytes),
  },
  'float 8': {
    bytesPerSample: 8,
    fullScale: 1,
    numbers: (bytes) => viewOf(Float64Array, isBigEndian ? bytes.swap64() : bytes),
  },
  'A-law 1': byTable(fromALaw),
  'mu-law 1': byTable(fromMuLaw),
};

function viewOf<Numbers>(
  Kind: (new (buffer: ArrayBufferLike, offset: number, length: number) => Numbers) & {
    readonly BYTES_PER_ELEMENT: number;
  },
  bytes: Buffer,
): Numbers {
  return new Kind(bytes.buffer, bytes.byteOffset, bytes.length / Kind.BYTES_PER_ELEMENT);
}

function threeByteNumbers(bytes: Buffer): Int32Array {
  const numbers = new Int32Array(bytes.length / 3);
  for (let index = 0, at = 0; index < numbers.length; index += 1, at += 3) {
    numbers[index] = ((bytes[at + 2]! << 24) | (bytes[at + 1]! << 16) | (bytes[at]! << 8)) >> 8;
  }
  return numbers;
}

/** An encoding of one byte per sample, through a table of what the 256 bytes mean in 16 bits. */
function byTable(meaning: (byte: number) => number): WavEncoding {
  const table = Int16Array.from({ length: 256 }, (_, byte) => meaning(byte));
  const numbers = (bytes: Buffer) => {
    const samples = new Int16Array(bytes.length);
    for (let index = 0; index < samples.length; index += 1) samples[index] = table[bytes[index]!]!;
    return samples;
  };
  return { bytesPerSample: 1, fullScale: 0x8000, numbers };
}

/** Source: ITU-T G.711, table 1: sign, 3 bits of segment, 4 bits of step; every other bit is inverted. */
function fromALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const segment = (bits >> 4) & 0x07;
  const step = ((bits & 0x0f) << 4) + 8;
  const size = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? size : -size;
}

/** Source: ITU-T G.711, table 2: as A-law with a bias of 33 (of 14 bits), all bits inverted. */
function fromMuLaw(byte: number): number {
  const bits = ~byte;
  const size = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 0x07)) - 0x84;
  return bits & 0x80 ? -size : size;
}

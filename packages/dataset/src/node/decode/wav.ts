import type { FileHandle } from 'node:fs/promises';
import { DecodeError, NoSamplesError, READABLE_FORMATS } from '../decode-error.ts';
import { readAt } from '../read-at.ts';
import type { Decoder } from './decoder.ts';

/** One sample at a byte offset, full scale being -1..1. */
type SampleReader = (view: DataView, offset: number) => number;

/** The encodings that are read, by format tag and bytes per sample. */
const SAMPLE_READERS: Readonly<Record<string, SampleReader>> = {
  'pcm 1': (view, offset) => (view.getUint8(offset) - 0x80) / 0x80,
  'pcm 2': (view, offset) => view.getInt16(offset, true) / 0x8000,
  'pcm 3': (view, offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 0x800000,
  'pcm 4': (view, offset) => view.getInt32(offset, true) / 0x80000000,
  'float 4': (view, offset) => view.getFloat32(offset, true),
  'float 8': (view, offset) => view.getFloat64(offset, true),
};

/** Format tags that files in the wild carry. Source: RFC 2361 and Microsoft's mmreg.h. */
const FORMAT_NAMES: Readonly<Record<number, string>> = {
  0x0001: 'pcm',
  0x0002: 'ADPCM',
  0x0003: 'float',
  0x0006: 'A-law',
  0x0007: 'mu-law',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0055: 'MP3',
};
const EXTENSIBLE = 0xfffe;

/** So that a wide file with a high sample rate is still read in small pieces. */
const MAX_PIECE_BYTES = 1 << 20;

interface WavFormat {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bytesPerSample: number;
  readonly read: SampleReader;
}

/**
 * Reads the header of a RIFF/WAVE file: PCM of 8, 16, 24 and 32 bits, float of 32 and 64 bits, plain or extensible.
 * Chunks other than `fmt ` and `data` are skipped.
 *
 * A `data` chunk that says 0 or 0xFFFFFFFF bytes (a stream whose header was never completed), or more bytes than
 * there are (a cut-off file), is read to the end of the file, with a warning.
 *
 * Source: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991, and the
 * WAVEFORMATEXTENSIBLE reference.
 *
 * @param file begins with `RIFF`, four bytes, `WAVE`.
 * @throws DecodeError for a header that is cut off or contradicts itself, for other encodings, for no samples.
 */
export async function openWav(
  file: FileHandle,
  path: string,
  fileBytes: number,
  warn: (warning: string) => void,
): Promise<Decoder> {
  const { format, start, bytes } = await readChunks(file, path);
  const { sampleRate, channels, bytesPerSample } = format;
  const bytesThere = Math.max(0, fileBytes - start);
  const isUnfinished = bytes === 0 || bytes === 0xffffffff;
  const frameBytes = channels * bytesPerSample;
  const sampleCount = Math.floor((isUnfinished ? bytesThere : Math.min(bytes, bytesThere)) / frameBytes);
  if (sampleCount === 0) throw new NoSamplesError(path);
  const seconds = (count: number) => `${(count / sampleRate).toFixed(3)} s`;
  if (isUnfinished) {
    warn(`the WAV header doesn't say how long the recording is; all ${seconds(sampleCount)} are read`);
  } else if (bytes > bytesThere) {
    warn(
      `cut off: the WAV header promises ${seconds(bytes / frameBytes)}, ${seconds(sampleCount)} are there`,
    );
  }
  return {
    sampleRate,
    channels,
    sampleCount,
    chunks: (source) => readSamples(source, path, format, start, sampleCount),
  };
}

async function* readSamples(
  file: FileHandle,
  path: string,
  { sampleRate, channels, bytesPerSample, read }: WavFormat,
  start: number,
  sampleCount: number,
): AsyncGenerator<Float32Array> {
  const frameBytes = channels * bytesPerSample;
  const pieceLength = Math.max(1, Math.min(sampleRate, Math.floor(MAX_PIECE_BYTES / frameBytes)));
  for (let done = 0; done < sampleCount;) {
    const wanted = Math.min(pieceLength, sampleCount - done);
    const bytes = await readAt(file, start + done * frameBytes, wanted * frameBytes);
    const samples = new Float32Array(Math.floor(bytes.length / frameBytes));
    if (samples.length === 0) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let index = 0, offset = 0; index < samples.length; index += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1, offset += bytesPerSample)
        sum += read(view, offset);
      samples[index] = sum / channels;
    }
    const broken = samples.findIndex((sample) => !Number.isFinite(sample));
    if (broken >= 0) {
      const second = ((done + broken) / sampleRate).toFixed(6);
      throw new DecodeError(
        path,
        `the sample at ${second} s is ${samples[broken]}; expected a finite number. Export the recording again`,
      );
    }
    yield samples;
    done += samples.length;
  }
}

async function readChunks(file: FileHandle, path: string) {
  let format: WavFormat | undefined;
  for (let position = 12; ;) {
    const head = await readAt(file, position, 8);
    if (head.length < 8) {
      const missing = format ? 'data' : 'fmt';
      throw new DecodeError(
        path,
        `a WAV file that ends before its ${missing} chunk; expected samples. Record or export it again`,
      );
    }
    const id = head.toString('latin1', 0, 4);
    const bytes = head.readUInt32LE(4);
    const start = position + 8;
    if (!/^[\x20-\x7e]{4}$/.test(id)) {
      throw new DecodeError(
        path,
        `a damaged WAV header: byte ${position} begins no chunk. Record or export it again`,
      );
    }
    if (id === 'fmt ') format = parseFormat(await readAt(file, start, Math.min(bytes, 40)), path);
    if (id === 'data') {
      if (!format) throw new DecodeError(path, 'a WAV file whose fmt chunk does not come before its samples');
      return { format, start, bytes };
    }
    position = start + bytes + (bytes % 2);
  }
}

function parseFormat(bytes: Buffer, path: string): WavFormat {
  const isExtensible = bytes.length >= 2 && bytes.readUInt16LE(0) === EXTENSIBLE;
  if (bytes.length < (isExtensible ? 26 : 16)) {
    throw new DecodeError(
      path,
      `a WAV file whose fmt chunk has only ${bytes.length} bytes; ${READABLE_FORMATS}`,
    );
  }
  const tag = bytes.readUInt16LE(isExtensible ? 24 : 0);
  const channels = bytes.readUInt16LE(2);
  const sampleRate = bytes.readUInt32LE(4);
  const frameBytes = bytes.readUInt16LE(12);
  const bits = bytes.readUInt16LE(14);
  const bytesPerSample = Math.ceil(bits / 8);
  const name = FORMAT_NAMES[tag] ?? `format 0x${tag.toString(16).padStart(4, '0')}`;
  const read = SAMPLE_READERS[`${name} ${bytesPerSample}`];
  if (!read) throw new DecodeError(path, `a WAV file with ${bits}-bit ${name} samples; ${READABLE_FORMATS}`);
  if (channels === 0 || sampleRate === 0 || frameBytes !== channels * bytesPerSample) {
    const found = `${channels} channels, ${sampleRate} Hz, ${bits} bits and ${frameBytes} bytes for all channels`;
    throw new DecodeError(path, `a WAV header that contradicts itself: ${found}. Record or export it again`);
  }
  return { sampleRate, channels, bytesPerSample, read };
}

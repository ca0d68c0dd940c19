import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
// The asm.js build: the wasm builds look for their binary with fetch, which fails on file paths in Node 18 and later.
import Flac from 'libflacjs/dist/libflac.js';
import { DecodeError, NoSamplesError, READABLE_FORMATS } from '../decode-error.ts';
import { readAt } from '../read-at.ts';
import { type DecodeOptions, type Decoder, NeedsFfmpeg, type RecordingSource } from './decoder.ts';
import { mixPlanes } from './mix-down.ts';
import { MAX_GAP, silence } from './silence.ts';

/** Depths that libflacjs hands over whole. */
const READABLE_BITS: readonly number[] = [8, 16, 24];
const END_OF_STREAM = 4;
/** Files have some ten blocks of metadata; one of nothing but empty blocks would take minutes. */
const MAX_BLOCKS = 1000;
const STREAMINFO = 0;
const INVALID = 127;

const ready = new Promise<void>((resolve) => Flac.on('ready', () => resolve()));

/**
 * Reads the STREAMINFO block of a FLAC file, without decoding. Source: RFC 9639, section 8.2.
 *
 * @param source starts with `fLaC`.
 * @throws DecodeError for a header that is cut off or damaged; NeedsFfmpeg for other depths than 8, 16 and 24 bits; NoSamplesError.
 */
export async function openFlac({ file, path, start, fileBytes }: RecordingSource): Promise<Decoder> {
  const info = await readAt(file, start + 4, 38);
  if (info.length < 38 || (info.readUInt8(0) & 0x7f) !== STREAMINFO || info.readUIntBE(1, 3) !== 34) {
    throw new DecodeError(
      path,
      `a FLAC file without its STREAMINFO block: damaged or cut off; ${READABLE_FORMATS}`,
    );
  }
  const sampleRate = info.readUIntBE(14, 3) >>> 4;
  const channels = ((info.readUInt8(16) >>> 1) & 0x07) + 1;
  const bits = ((info.readUInt16BE(16) >>> 4) & 0x1f) + 1;
  const sampleCount = (info.readUInt8(17) & 0x0f) * 2 ** 32 + info.readUInt32BE(18);
  if (sampleRate === 0) throw new DecodeError(path, `a FLAC header that says 0 Hz; ${READABLE_FORMATS}`);
  if (!READABLE_BITS.includes(bits)) throw new NeedsFfmpeg(`a FLAC file of ${bits} bits`);
  const end = await endOfMetadata(file, start);
  if (end === undefined) {
    throw new DecodeError(path, 'a FLAC file with damaged metadata. Export the recording again');
  }
  if (end >= fileBytes) throw new NoSamplesError(path);
  return {
    sampleRate,
    channels,
    sampleCount: sampleCount === 0 ? undefined : sampleCount,
    chunks: (opened, options) => decodeFrames(opened, path, { start, channels }, options),
  };
}

/** Where the frames begin; undefined where the metadata are damaged. Source: RFC 9639, section 8.1. */
async function endOfMetadata(file: FileHandle, start: number): Promise<number | undefined> {
  let position = start + 4;
  for (let count = 0; count < MAX_BLOCKS; count += 1) {
    const head = await readAt(file, position, 4);
    if (head.length < 4) return Infinity;
    const type = head.readUInt8(0) & 0x7f;
    if (type === INVALID || (type === STREAMINFO && count > 0)) return undefined;
    position += 4 + head.readUIntBE(1, 3);
    if (head.readUInt8(0) & 0x80) return position;
  }
  return undefined;
}

/** Decodes one frame after the other, as the samples are asked for; lost frames become silence, so that times stay right. */
async function* decodeFrames(
  file: FileHandle,
  path: string,
  stream: { readonly start: number; readonly channels: number },
  { channel, warn }: DecodeOptions,
): AsyncGenerator<Float32Array> {
  await ready;
  let position = stream.start;
  let decoded: Float32Array[] = [];
  let nextSample: number | undefined;
  let failure: Error | undefined;

  const read = (wanted: number) => {
    const buffer = new Uint8Array(wanted);
    try {
      const readDataLength = readSync(file.fd, buffer, 0, wanted, position);
      position += readDataLength;
      return { buffer: buffer.subarray(0, readDataLength), readDataLength, error: false };
    } catch (cause) {
      failure = cause as Error;
      return { buffer, readDataLength: 0, error: true };
    }
  };
  const write = (channels: Uint8Array<ArrayBuffer>[], frame: FlacFrame) => {
    if (!READABLE_BITS.includes(frame.bitsPerSample) || channels.length !== stream.channels) return;
    const lost = frame.number - (nextSample ?? frame.number);
    if (lost <= MAX_GAP) decoded.push(...silence(lost));
    const fullScale = 2 ** (frame.bitsPerSample - 1);
    decoded.push(mixPlanes(samplesOf(channels, frame), { channel, fullScale }));
    nextSample = frame.number + frame.blocksize;
  };
  const error = () => warn('damaged: parts of the FLAC file could not be decoded and are silent');

  const decoder = Flac.create_libflac_decoder(false);
  try {
    const status = Flac.init_decoder_stream(decoder, read, write, error);
    if (status !== 0) throw new DecodeError(path, `the FLAC decoder did not start (status ${status})`);
    let state = 0;
    while (state < END_OF_STREAM) {
      Flac.FLAC__stream_decoder_process_single(decoder);
      state = Flac.FLAC__stream_decoder_get_state(decoder);
      if (failure) throw failure;
      yield* decoded;
      decoded = [];
    }
    if (state > END_OF_STREAM) throw new DecodeError(path, `the FLAC decoder stopped (state ${state})`);
  } finally {
    Flac.FLAC__stream_decoder_finish(decoder);
    Flac.FLAC__stream_decoder_delete(decoder);
  }
}

interface FlacFrame {
  readonly blocksize: number;
  readonly bitsPerSample: number;
  /** Of the frame's first sample. */
  readonly number: number;
}

/** libflacjs hands over 16-bit words for 8 and 16 bits, 32-bit words for 24 bits. */
function samplesOf(
  channels: readonly Uint8Array<ArrayBuffer>[],
  { blocksize, bitsPerSample }: FlacFrame,
): (Int16Array | Int32Array)[] {
  const Words = bitsPerSample === 24 ? Int32Array : Int16Array;
  return channels.map((bytes) => new Words(bytes.buffer, bytes.byteOffset, blocksize));
}

import { DecodeError, READABLE_FORMATS } from '../decode-error.ts';
import { readAt } from '../read-at.ts';
import { NeedsFfmpeg, type RecordingSource } from './decoder.ts';
import { MAX_WAV_CHUNKS, readWavChunk } from './wav-chunks.ts';
import { WAV_ENCODINGS, type WavEncoding } from './wav-encodings.ts';

/** What the header of a WAV file says. */
export interface WavHeader {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly encoding: WavEncoding;
  /** Where the samples begin, in bytes. */
  readonly start: number;
  /** How many bytes of samples it claims; 0 also where it was never completed. */
  readonly dataBytes: number;
}

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
/** What the 32-bit size field says where the size is elsewhere, or unknown. */
const NO_SIZE = 0xffffffff;

type Format = Pick<WavHeader, 'sampleRate' | 'channels' | 'encoding'>;

/**
 * Reads the chunks of a WAV file up to its samples. Chunks other than `fmt `, `ds64` and `data` are skipped.
 *
 * Source: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991; the WAVEFORMATEXTENSIBLE
 * reference; EBU Tech 3306 (RF64) and ITU-R BS.2088 (BW64) for files over 4 GB.
 *
 * @throws DecodeError for a header that is cut off or contradicts itself; NeedsFfmpeg for an encoding that isn't read here.
 */
export async function readWavHeader({ file, path, start: first }: RecordingSource): Promise<WavHeader> {
  let format: Format | undefined;
  let longDataBytes = 0;
  let position = first + 12;
  for (let count = 0; count < MAX_WAV_CHUNKS; count += 1) {
    const chunk = await readWavChunk(file, position);
    if (!chunk) {
      const missing = format ? 'data' : 'fmt';
      throw new DecodeError(
        path,
        `a WAV file that ends before its ${missing} chunk; expected samples. Record or export it again`,
      );
    }
    const { id, bytes, start, next } = chunk;
    if (id === undefined) {
      throw new DecodeError(
        path,
        `a damaged WAV header: byte ${position} begins no chunk. Record or export it again`,
      );
    }
    if (id === 'ds64') {
      const sizes = await readAt(file, start, 16);
      if (sizes.length === 16) longDataBytes = Number(sizes.readBigUInt64LE(8));
    }
    if (id === 'fmt ') format = parseFormat(await readAt(file, start, Math.min(bytes, 40)), path);
    if (id === 'data') {
      if (!format) throw new DecodeError(path, 'a WAV file whose fmt chunk does not come before its samples');
      return { ...format, start, dataBytes: bytes === NO_SIZE ? longDataBytes : bytes };
    }
    position = next;
  }
  throw new DecodeError(
    path,
    `a damaged WAV header: ${MAX_WAV_CHUNKS} chunks and no samples. Record or export it again`,
  );
}

function parseFormat(bytes: Buffer, path: string): Format {
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
  const name = FORMAT_NAMES[tag] ?? `format 0x${tag.toString(16).padStart(4, '0')}`;
  const encoding = WAV_ENCODINGS[`${name} ${Math.ceil(bits / 8)}`];
  if (!encoding) throw new NeedsFfmpeg(`a WAV file with ${bits}-bit ${name} samples`);
  if (channels === 0 || sampleRate === 0 || frameBytes !== channels * encoding.bytesPerSample) {
    const found = `${channels} channels, ${sampleRate} Hz, ${bits} bits and ${frameBytes} bytes for all channels`;
    throw new DecodeError(path, `a WAV header that contradicts itself: ${found}. Record or export it again`);
  }
  return { sampleRate, channels, encoding };
}

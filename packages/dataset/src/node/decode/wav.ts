import type { FileHandle } from 'node:fs/promises';
import { NoSamplesError } from '../decode-error.ts';
import { readAt } from '../read-at.ts';
import type { DecodeOptions, Decoder, RecordingSource } from './decoder.ts';
import { mixInterleaved } from './mix-down.ts';
import { areChunksToTheEnd } from './wav-chunks.ts';
import { readWavHeader, type WavHeader } from './wav-header.ts';

const BLOCK_BYTES = 1 << 17;
/** What a size of 32 bits leaves out where a program wrote a longer file all the same. */
const SIZE_WRAP = 2 ** 32;

/**
 * Opens a WAV file: PCM of 8, 16, 24 and 32 bits, float of 32 and 64 bits, A-law and mu-law, plain or extensible, also RF64 and
 * BW64 (over 4 GB).
 *
 * A `data` chunk that doesn't say its size (a stream whose header was never completed), says more bytes than there are (a cut-off
 * file), or is longer than its size can say (over 4 GB), is read to its end, with a warning. Where it ends but no chunk follows, the
 * warning says how much sound may be there that isn't read.
 *
 * @throws DecodeError and NeedsFfmpeg as `readWavHeader`; NoSamplesError.
 */
export async function openWav(source: RecordingSource): Promise<Decoder> {
  const { file, path, fileBytes, warn } = source;
  const header = await readWavHeader(source);
  const { sampleRate, channels, encoding, start, dataBytes } = header;
  const bytesThere = Math.max(0, fileBytes - start);
  const frameBytes = channels * encoding.bytesPerSample;
  const seconds = (bytes: number) => `${(Math.floor(bytes / frameBytes) / sampleRate).toFixed(3)} s`;
  // Samples may end here: at the end of the file, or where other chunks follow.
  const isEnd = async (bytes: number) =>
    (await areChunksToTheEnd(file, start + bytes + (bytes % 2), fileBytes)) ||
    (bytes % 2 === 1 && (await areChunksToTheEnd(file, start + bytes, fileBytes)));
  let sampleBytes = Math.min(dataBytes, bytesThere);
  let oddity: string | undefined;
  if (dataBytes > bytesThere) {
    oddity = `cut off: the WAV header promises ${seconds(dataBytes)}, ${seconds(sampleBytes)} are there`;
  } else if (dataBytes === 0) {
    const isEmpty = bytesThere >= 8 && (await isEnd(0));
    sampleBytes = isEmpty ? 0 : bytesThere;
    oddity = `the WAV header doesn't say how long the recording is; all ${seconds(sampleBytes)} are read`;
  } else if (!(await isEnd(dataBytes))) {
    const left = bytesThere - dataBytes;
    const wholeBytes = bytesThere - (left % SIZE_WRAP);
    if (left >= SIZE_WRAP && (await isEnd(wholeBytes))) {
      sampleBytes = wholeBytes;
      oddity = `the WAV header can't say a length over 4 GB; all ${seconds(sampleBytes)} are read`;
    } else {
      const found = `the WAV header promises ${seconds(dataBytes)}, and no chunk follows`;
      oddity = `${found}: ${seconds(left)} more may be there, which are not read`;
    }
  }
  const sampleCount = Math.floor(sampleBytes / frameBytes);
  if (sampleCount === 0) throw new NoSamplesError(path);
  if (oddity !== undefined) warn(oddity);
  return {
    sampleRate,
    channels,
    sampleCount,
    chunks: (file, options) => readSamples(file, header, sampleCount, options),
  };
}

async function* readSamples(
  file: FileHandle,
  { channels, encoding, start }: WavHeader,
  sampleCount: number,
  { channel }: DecodeOptions,
): AsyncGenerator<Float32Array> {
  const { bytesPerSample, fullScale, numbers } = encoding;
  const frameBytes = channels * bytesPerSample;
  const blockLength = Math.max(1, Math.floor(BLOCK_BYTES / frameBytes));
  for (let done = 0; done < sampleCount;) {
    const wanted = Math.min(blockLength, sampleCount - done);
    const bytes = await readAt(file, start + done * frameBytes, wanted * frameBytes);
    const length = Math.floor(bytes.length / frameBytes);
    if (length === 0) return;
    yield mixInterleaved(numbers(bytes.subarray(0, length * frameBytes)), { channels, channel, fullScale });
    done += length;
  }
}

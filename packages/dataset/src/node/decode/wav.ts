import type { FileHandle } from 'node:fs/promises';
import { NoSamplesError } from '../decode-error.ts';
import { readAt } from '../read-at.ts';
import type { DecodeOptions, Decoder, RecordingSource } from './decoder.ts';
import { mixInterleaved } from './mix-down.ts';
import { readWavHeader, type WavHeader } from './wav-header.ts';

const BLOCK_BYTES = 1 << 17;

/**
 * Opens a WAV file: PCM of 8, 16, 24 and 32 bits, float of 32 and 64 bits, A-law and mu-law, plain or extensible, also RF64 and
 * BW64 (over 4 GB).
 *
 * A `data` chunk that doesn't say its size (a stream whose header was never completed), or says more bytes than there are
 * (a cut-off file), is read to the end of the file, with a warning.
 *
 * @throws DecodeError and NeedsFfmpeg as `readWavHeader`; NoSamplesError.
 */
export async function openWav(source: RecordingSource): Promise<Decoder> {
  const { path, fileBytes, warn } = source;
  const header = await readWavHeader(source);
  const { sampleRate, channels, encoding, start, dataBytes } = header;
  const bytesThere = Math.max(0, fileBytes - start);
  const frameBytes = channels * encoding.bytesPerSample;
  const sampleCount = Math.floor(Math.min(dataBytes ?? Infinity, bytesThere) / frameBytes);
  if (sampleCount === 0) throw new NoSamplesError(path);
  const seconds = (count: number) => `${(count / sampleRate).toFixed(3)} s`;
  if (dataBytes === undefined) {
    warn(`the WAV header doesn't say how long the recording is; all ${seconds(sampleCount)} are read`);
  } else if (dataBytes > bytesThere) {
    warn(
      `cut off: the WAV header promises ${seconds(dataBytes / frameBytes)}, ${seconds(sampleCount)} are there`,
    );
  }
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

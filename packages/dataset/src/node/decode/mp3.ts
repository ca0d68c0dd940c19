import { type FileHandle, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DecodeError, NoSamplesError } from '../decode-error.ts';
import type { DecodeOptions, Decoder, RecordingSource } from './decoder.ts';
import { mixInterleaved } from './mix-down.ts';
import { type Mp3FrameHeader, mp3Frames, parseMp3FrameHeader } from './mp3-frames.ts';
import { type Mp3Info, parseMp3Info } from './mp3-info.ts';

/** What minimp3-wasm exports. Its own wrapper wants the whole file and `fetch`; we hand it one frame after the other. */
interface Minimp3 {
  readonly memory: WebAssembly.Memory;
  decoder_init(): void;
  decoder_set_mp3_data_size(bytes: number): void;
  decoder_mp3_data_offset(): number;
  decoder_pcm_data_offset(): number;
  decoder_decode(seconds: number): void;
}

const ALL_OF_IT = -1;

interface Mp3Stream {
  readonly path: string;
  readonly start: number;
  readonly header: Mp3FrameHeader;
  readonly info: Mp3Info | undefined;
  readonly sampleCount: number;
}

/**
 * Opens an MP3 file (MPEG 1, 2 and 2.5, layer III). Its frames are counted, not decoded: few files say how many there are, and
 * those that are cut off say it wrongly. Delay and padding that an encoder noted down (LAME's tag) are left out, so that the
 * length is that of the original.
 *
 * @param source starts with a frame.
 * @throws NoSamplesError.
 */
export async function openMp3({ file, path, start, warn }: RecordingSource): Promise<Decoder> {
  let first: Uint8Array | undefined;
  let frameCount = 0;
  for await (const frames of mp3Frames(file, start, (damage) => warn(DAMAGE[damage]))) {
    first ??= frames[0];
    frameCount += frames.length;
  }
  const header = first && parseMp3FrameHeader(first, 0);
  if (!first || !header) throw new NoSamplesError(path);
  const info = parseMp3Info(first);
  if (info) frameCount -= 1;
  const seconds = (frames: number) => `${((frames * header.sampleCount) / header.sampleRate).toFixed(3)} s`;
  // Some encoders count the frame without sound as well.
  const isWhole = info?.frameCount === undefined || info.frameCount <= frameCount + 1;
  if (!isWhole) {
    const promised = seconds(info.frameCount);
    warn(`cut off: the MP3 header promises ${promised}, ${seconds(frameCount)} are there`);
  }
  // Of a file that is cut off the padding is gone as well.
  const ends = (info?.delay ?? 0) + (isWhole ? (info?.padding ?? 0) : 0);
  const sampleCount = frameCount * header.sampleCount - ends;
  if (sampleCount <= 0) throw new NoSamplesError(path);
  return {
    sampleRate: header.sampleRate,
    channels: header.channels,
    sampleCount,
    chunks: (opened, options) => decodeFrames(opened, { path, start, header, info, sampleCount }, options),
  };
}

const DAMAGE = {
  gap: 'damaged: parts of the MP3 file are no frames and were left out',
  'cut off': 'cut off: the last MP3 frame is not whole',
} as const;

async function* decodeFrames(
  file: FileHandle,
  { path, start, header, info, sampleCount }: Mp3Stream,
  { channel, warn }: DecodeOptions,
): AsyncGenerator<Float32Array> {
  const decode = await createFrameDecoder(path, channel);
  let isInfo = info !== undefined;
  let skip = info?.delay ?? 0;
  let left = sampleCount;
  for await (const frames of mp3Frames(file, start, (damage) => warn(DAMAGE[damage]))) {
    for (const frame of frames) {
      if (isInfo) {
        isInfo = false;
        continue;
      }
      const samples = decode(frame);
      const kept = samples.subarray(Math.min(skip, samples.length), Math.min(samples.length, skip + left));
      skip = Math.max(0, skip - header.sampleCount);
      left -= kept.length;
      if (kept.length > 0) yield kept;
    }
  }
}

const require = createRequire(import.meta.url);
let compiled: Promise<WebAssembly.Module> | undefined;

/** An instance per recording: the decoder carries state from frame to frame. */
async function createFrameDecoder(
  path: string,
  channel: number | undefined,
): Promise<(frame: Uint8Array) => Float32Array> {
  compiled ??= compile().catch((cause: unknown) => {
    // The next recording tries again.
    compiled = undefined;
    throw cause;
  });
  const instance = await WebAssembly.instantiate(await compiled);
  const minimp3 = instance.exports as unknown as Minimp3;
  minimp3.decoder_init();
  return (frame) => {
    const { channels, sampleCount } = parseMp3FrameHeader(frame, 0)!;
    try {
      minimp3.decoder_set_mp3_data_size(frame.length);
      const memory = new Uint8Array(minimp3.memory.buffer);
      memory.set(frame, minimp3.decoder_mp3_data_offset());
      const from = minimp3.decoder_pcm_data_offset();
      // A frame whose data began in frames that are missing decodes to nothing, and is to be silent.
      const end = from + channels * sampleCount * 2;
      memory.fill(0, from, end);
      minimp3.decoder_decode(ALL_OF_IT);
      // Copied, as 16-bit words behind a frame of odd length are not aligned.
      const words = new Int16Array(minimp3.memory.buffer.slice(from, end));
      return mixInterleaved(words, {
        channels,
        channel: channel === undefined ? undefined : Math.min(channel, channels - 1),
        fullScale: 0x8000,
      });
    } catch (cause) {
      throw new DecodeError(path, 'the MP3 decoder stopped at a damaged frame. Export the recording again', {
        cause,
      });
    }
  };
}

async function compile(): Promise<WebAssembly.Module> {
  const path = require.resolve('minimp3-wasm/dist/decoder.opt.wasm');
  return WebAssembly.compile(new Uint8Array(await readFile(path)));
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';
import { concatenate } from '@earmark/dsp';
import Flac from 'libflacjs/dist/libflac.js';
import { openRecording, type RecordingFile } from './open-recording.ts';

/** A folder for the tests of a file, gone when they are done. */
export function useFolder(): {
  path(name: string): string;
  write(name: string, data: string | Uint8Array): Promise<string>;
} {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    async write(name, data) {
      await writeFile(path(name), data);
      return path(name);
    },
  };
}

/** A sine of amplitude 0.5. */
export function sine(length: number, frequency: number, sampleRate: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * frequency * index) / sampleRate),
  );
}

/** What tools/fixtures/recordings.py has frozen of a recording: ffmpeg's decoding of it. */
export interface FrozenRecording {
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of the sound that was encoded, and of what ffmpeg decoded. */
  readonly encodedSamples: number;
  readonly sampleCount: number;
  /** Of the mean of the channels, every `stride`th. */
  readonly samples: readonly number[];
}

const frozenFolder = new URL('../../../../tools/fixtures/recordings/', import.meta.url);

export const frozen = JSON.parse(readFileSync(new URL('../recordings.json', frozenFolder), 'utf8')) as {
  readonly stride: number;
  readonly recordings: Readonly<Record<string, FrozenRecording>>;
};

/** The path of a recording that tools/fixtures/recordings.py has made. */
export function frozenPath(name: string): string {
  return fileURLToPath(new URL(name, frozenFolder));
}

/** A recording read to its end, with what was said about it. */
export async function readWithWarnings(
  path: string,
  options: { readonly channel?: number } = {},
): Promise<{
  recording: RecordingFile;
  pieces: Float32Array[];
  samples: Float32Array;
  warnings: readonly string[];
}> {
  const recording = await openRecording(path, options);
  const pieces: Float32Array[] = [];
  for await (const piece of recording.chunks()) pieces.push(piece);
  return { recording, pieces, samples: concatenate(pieces), warnings: recording.warnings };
}

export type WavEncoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64';

export interface WavOptions {
  readonly encoding?: WavEncoding;
  readonly sampleRate?: number;
  readonly extensible?: boolean;
  /** Chunks between `fmt ` and `data`: id and body. */
  readonly extraChunks?: readonly (readonly [string, string])[];
  /** What the data chunk says of its size, where that isn't the truth. */
  readonly claimedBytes?: number;
}

/** The bytes of a WAV file; samples per channel, -1..1. */
export function wavBytes(
  channels: readonly (readonly number[] | Float32Array)[],
  options: WavOptions = {},
): Buffer {
  const { encoding = 'pcm16', sampleRate = 16_000, extensible = false, extraChunks = [] } = options;
  const bits = Number(encoding.replace(/\D/g, ''));
  const tag = encoding.startsWith('pcm') ? 1 : 3;
  const frameBytes = (channels.length * bits) / 8;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels.length, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
    format.write('000000001000800000aa00389b71', 26, 'hex');
  }
  const length = channels[0]?.length ?? 0;
  const data = Buffer.alloc(length * frameBytes);
  let offset = 0;
  for (let index = 0; index < length; index += 1) {
    for (const channel of channels) {
      const sample = channel[index] as number;
      if (encoding === 'float32') data.writeFloatLE(sample, offset);
      else if (encoding === 'float64') data.writeDoubleLE(sample, offset);
      else {
        const whole = Math.max(
          -(2 ** (bits - 1)),
          Math.min(2 ** (bits - 1) - 1, Math.round(sample * 2 ** (bits - 1))),
        );
        if (bits === 8) data.writeUInt8(whole + 128, offset);
        else data.writeIntLE(whole, offset, bits / 8);
      }
      offset += bits / 8;
    }
  }
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    riffChunk('fmt ', format),
    ...extraChunks.map(([id, text]) => riffChunk(id, Buffer.from(text, 'latin1'))),
    riffChunk('data', data, options.claimedBytes),
  ]);
  return riffChunk('RIFF', body);
}

function riffChunk(id: string, body: Buffer, claimedBytes = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(claimedBytes, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

const flacReady = new Promise<void>((resolve) => Flac.on('ready', () => resolve()));

/** The bytes of a FLAC file, by libFLAC's encoder; whole samples per channel. `samples` in the header is 0 where `isStream`. */
export async function flacBytes(
  channels: readonly Int32Array[],
  { bits = 16, sampleRate = 16_000, isStream = false } = {},
): Promise<Buffer> {
  await flacReady;
  const length = channels[0]?.length ?? 0;
  const pieces: Uint8Array[] = [];
  const encoder = Flac.create_libflac_encoder(sampleRate, channels.length, bits, 5, length, false, 1024);
  Flac.init_encoder_stream(
    encoder,
    (bytes: Uint8Array) => void pieces.push(bytes),
    () => undefined,
  );
  const interleaved = new Int32Array(length * channels.length);
  channels.forEach((channel, at) =>
    channel.forEach((sample, index) => (interleaved[index * channels.length + at] = sample)),
  );
  Flac.FLAC__stream_encoder_process_interleaved(encoder, interleaved, length);
  Flac.FLAC__stream_encoder_finish(encoder);
  Flac.FLAC__stream_encoder_delete(encoder);
  const bytes = Buffer.concat(pieces);
  // The number of samples is the 36 bits from the low half of byte 21 on.
  bytes[21] = (bytes[21] as number) & 0xf0;
  bytes.writeUInt32BE(isStream ? 0 : length, 22);
  return bytes;
}

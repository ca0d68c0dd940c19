import { type FileHandle, open, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type Audio, concatenate } from '@earmark/dsp';
import { DecodeError, NoSamplesError, READABLE_FORMATS } from './decode-error.ts';
import { type Decoder, NeedsFfmpeg, type RecordingSource } from './decode/decoder.ts';
import { openThroughFfmpeg } from './decode/ffmpeg.ts';
import { openFlac } from './decode/flac.ts';
import { type NativeFormat, recordingFormat } from './decode/format.ts';
import { openMp3 } from './decode/mp3.ts';
import { openOgg } from './decode/ogg.ts';
import { pieces } from './decode/pieces.ts';
import { silenceNotFinite } from './decode/silence-not-finite.ts';
import { openWav } from './decode/wav.ts';
import { readAt } from './read-at.ts';

/** A recording on disk. Only its header has been read; the samples come piece by piece. */
export interface RecordingFile {
  readonly path: string;
  /** Hz. */
  readonly sampleRate: number;
  /** In the file; what `chunks` gives is their mean, or the one that was chosen. */
  readonly channels: number;
  /**
   * As the header says; a FLAC file that is cut off gives fewer samples and a warning. Through ffmpeg the length that the file notes
   * down, which may be off by up to a quarter of a second.
   */
  readonly durationSeconds: number;
  /** What was odd about the file but could be read over; it grows while `chunks` is read. */
  readonly warnings: readonly string[];
  /**
   * Mono samples, -1..1, in pieces of about a second (4,096 to 65,536 samples, but not more than 10 s). The file is open while they are read and never
   * whole in memory. Samples that are not finite numbers are silent, with a warning.
   *
   * @throws DecodeError where there is no sample, or the decoder stops at damage.
   */
  chunks(): AsyncGenerator<Float32Array>;
}

const OPENERS: Readonly<Record<NativeFormat, (source: RecordingSource) => Promise<Decoder>>> = {
  wav: openWav,
  flac: openFlac,
  mp3: openMp3,
  ogg: openOgg,
};
/** What `Resampler` takes; far above what ultrasound is recorded with (768 kHz). */
const MAX_SAMPLE_RATE = 2 ** 22;
const MIN_PIECE_LENGTH = 4096;
const MAX_PIECE_LENGTH = 65_536;
/** So that little becomes of a piece however many samples each of its own turns into at another rate. */
const MAX_PIECE_SECONDS = 10;

/**
 * Opens a recording, told apart by content and not by name: WAV, FLAC, MP3, Ogg Vorbis and Opus, and what ffmpeg reads (M4A,
 * WebM and others) where it is installed.
 *
 * @param options.channel reads this channel alone, counted from 0; the mean of all where none is named.
 * @throws DecodeError naming the file, what was found and what was expected: no such file, an empty file, another
 *   format, no ffmpeg, a damaged header, a header without samples, a channel that it doesn't have.
 * @example
 * const recording = await openRecording('a.flac', { channel: 0 });
 * for await (const samples of recording.chunks()) stream.push(samples);
 */
export async function openRecording(
  path: string,
  { channel }: { readonly channel?: number | undefined } = {},
): Promise<RecordingFile> {
  const warnings: string[] = [];
  const warn = (warning: string) => {
    if (!warnings.includes(warning)) warnings.push(warning);
  };
  const file = await openFile(path);
  try {
    const decoder = await readHeader(file, path, warn);
    const { sampleRate, channels, sampleCountTolerance = 0 } = decoder;
    if (sampleRate > MAX_SAMPLE_RATE) {
      throw new DecodeError(
        path,
        `a header that says ${sampleRate} Hz; expected 1 to ${MAX_SAMPLE_RATE} Hz. Export the recording again`,
      );
    }
    if (channel !== undefined && !(Number.isInteger(channel) && channel >= 0 && channel < channels)) {
      throw new DecodeError(
        path,
        `there is no channel ${channel}; expected 0 to ${channels - 1}, as the recording has ${channels}, counted from 0`,
      );
    }
    const sampleCount = decoder.sampleCount ?? (await countSamples(decoder, file, path));
    const durationSeconds = sampleCount / sampleRate;
    const minPieceLength = Math.min(MIN_PIECE_LENGTH, MAX_PIECE_SECONDS * sampleRate);
    const pieceLength = Math.min(MAX_PIECE_LENGTH, Math.max(minPieceLength, Math.round(sampleRate)));
    return {
      path,
      sampleRate,
      channels,
      durationSeconds,
      warnings,
      async *chunks() {
        const source = await openFile(path);
        try {
          let count = 0;
          const decoded = pieces(decoder.chunks(source, { channel, warn }), pieceLength);
          for await (const samples of silenceNotFinite(decoded, sampleRate, warn)) {
            count += samples.length;
            yield samples;
            // Short pieces come many to a read of the file, and Ctrl+C is heard only in between.
            if (pieceLength < MIN_PIECE_LENGTH) await setImmediate();
          }
          if (count === 0) throw new NoSamplesError(path);
          if (count < sampleCount - sampleCountTolerance) {
            const seconds = (count / sampleRate).toFixed(3);
            warn(`cut off: the header promises ${durationSeconds.toFixed(3)} s, ${seconds} s are there`);
          }
        } finally {
          await source.close();
        }
      },
    };
  } finally {
    await file.close();
  }
}

/**
 * Reads a whole recording into memory, at its own sample rate; for short ones.
 *
 * @throws DecodeError as `openRecording`.
 * @example (await readAudio('a.wav')).samples.length
 */
export async function readAudio(
  path: string,
  options: { readonly channel?: number | undefined } = {},
): Promise<Audio> {
  const recording = await openRecording(path, options);
  const read: Float32Array[] = [];
  for await (const samples of recording.chunks()) read.push(samples);
  return { samples: concatenate(read), sampleRate: recording.sampleRate };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // A pipe would be waited for as soon as it is opened.
    const isFile = (await stat(path)).isFile();
    if (!isFile) throw new DecodeError(path, `not a file; ${READABLE_FORMATS}`);
    return await open(path, 'r');
  } catch (cause) {
    if (cause instanceof DecodeError) throw cause;
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? 'there is no such file; check the path' : (cause as Error).message;
    throw new DecodeError(path, problem, { cause });
  }
}

async function readHeader(file: FileHandle, path: string, warn: (warning: string) => void): Promise<Decoder> {
  const { size: fileBytes } = await file.stat();
  if (fileBytes === 0) throw new DecodeError(path, `the file is empty; ${READABLE_FORMATS}`);
  const format = await recordingFormat(file);
  if (!format) {
    const beginning = JSON.stringify((await readAt(file, 0, 12)).toString('latin1'));
    throw new DecodeError(path, `found a file that begins with ${beginning}; ${READABLE_FORMATS}`);
  }
  if (format.decoder === 'ffmpeg') return openThroughFfmpeg(path, format.found);
  try {
    const source = { file, path, start: format.start, fileBytes, warn };
    return await OPENERS[format.decoder](source);
  } catch (cause) {
    if (!(cause instanceof NeedsFfmpeg)) throw cause;
    return openThroughFfmpeg(path, cause.found);
  }
}

/** Where neither the header nor the file says how long it is, the only way to it is to decode. */
async function countSamples(decoder: Decoder, file: FileHandle, path: string): Promise<number> {
  let count = 0;
  const options = { channel: 0, warn: () => undefined };
  for await (const samples of decoder.chunks(file, options)) count += samples.length;
  if (count === 0) throw new NoSamplesError(path);
  return count;
}

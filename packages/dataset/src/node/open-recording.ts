import { type FileHandle, open } from 'node:fs/promises';
import { type Audio, concatenate } from '@earmark/dsp';
import { DecodeError, NoSamplesError, READABLE_FORMATS } from './decode-error.ts';
import type { Decoder } from './decode/decoder.ts';
import { openFlac } from './decode/flac.ts';
import { MARKS_LENGTH, recordingFormat } from './decode/format.ts';
import { openWav } from './decode/wav.ts';
import { readAt } from './read-at.ts';

/** A recording on disk. Only its header has been read; the samples come piece by piece. */
export interface RecordingFile {
  readonly path: string;
  /** Hz. */
  readonly sampleRate: number;
  /** In the file; what `chunks` gives is their mean. */
  readonly channels: number;
  /** As the header says; a FLAC file that is cut off gives fewer samples and a warning. */
  readonly durationSeconds: number;
  /** What was odd about the file but could be read over; it grows while `chunks` is read. */
  readonly warnings: readonly string[];
  /**
   * Mono samples, -1..1, in pieces of about a second. The file is open while they are read and never whole in memory.
   *
   * @throws DecodeError where a sample is not a finite number, or there is none.
   */
  chunks(): AsyncGenerator<Float32Array>;
}

/**
 * Opens a WAV or FLAC recording, told apart by content and not by name.
 *
 * @throws DecodeError naming the file, what was found and what was expected: no such file, an empty file, another
 *   format, a damaged header, a header without samples.
 * @example
 * const recording = await openRecording('a.flac');
 * for await (const samples of recording.chunks()) stream.push(samples);
 */
export async function openRecording(path: string): Promise<RecordingFile> {
  const warnings: string[] = [];
  const warn = (warning: string) => {
    if (!warnings.includes(warning)) warnings.push(warning);
  };
  const file = await openFile(path);
  try {
    const decoder = await readHeader(file, path, warn);
    const sampleCount = decoder.sampleCount ?? (await countSamples(decoder, file, path));
    const durationSeconds = sampleCount / decoder.sampleRate;
    return {
      path,
      sampleRate: decoder.sampleRate,
      channels: decoder.channels,
      durationSeconds,
      warnings,
      async *chunks() {
        const source = await openFile(path);
        try {
          let count = 0;
          for await (const samples of decoder.chunks(source, warn)) {
            count += samples.length;
            yield samples;
          }
          if (count === 0) throw new NoSamplesError(path);
          if (count < sampleCount) {
            const seconds = (count / decoder.sampleRate).toFixed(3);
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
export async function readAudio(path: string): Promise<Audio> {
  const recording = await openRecording(path);
  const pieces: Float32Array[] = [];
  for await (const samples of recording.chunks()) pieces.push(samples);
  return { samples: concatenate(pieces), sampleRate: recording.sampleRate };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? 'there is no such file; check the path' : (cause as Error).message;
    throw new DecodeError(path, problem, { cause });
  }
}

async function readHeader(file: FileHandle, path: string, warn: (warning: string) => void): Promise<Decoder> {
  const status = await file.stat();
  if (!status.isFile()) throw new DecodeError(path, `not a file; ${READABLE_FORMATS}`);
  if (status.size === 0) throw new DecodeError(path, `the file is empty; ${READABLE_FORMATS}`);
  const marks = (await readAt(file, 0, MARKS_LENGTH)).toString('latin1');
  switch (recordingFormat(marks)) {
    case 'flac':
      return openFlac(file, path, status.size);
    case 'wav':
      return openWav(file, path, status.size, warn);
    case undefined:
      throw new DecodeError(path, `found ${describe(marks)}; ${READABLE_FORMATS}`);
  }
}

/** For FLAC from an encoder that didn't know the length: the only way to it is through all frames. */
async function countSamples(decoder: Decoder, file: FileHandle, path: string): Promise<number> {
  let count = 0;
  for await (const samples of decoder.chunks(file, () => undefined)) count += samples.length;
  if (count === 0) throw new NoSamplesError(path);
  return count;
}

/** What a file that can't be read begins with, in words where its format is well known. */
function describe(marks: string): string {
  const known: readonly [RegExp, string][] = [
    [/^OggS/, 'an Ogg file'],
    [/^(ID3|\xff[\xe2-\xff])/, 'an MP3 file'],
    [/^.{4}ftyp/s, 'an MP4 (M4A) file'],
    [/^FORM/, 'an AIFF file'],
    [/^\x1aE\xdf\xa3/, 'a WebM or Matroska file'],
    [/^(RF64|RIFX|BW64)/, 'a WAV file of the RF64 or RIFX kind'],
    [/^RIFF.{4}/s, 'a RIFF file that is not WAVE'],
  ];
  return (
    known.find(([pattern]) => pattern.test(marks))?.[1] ?? `a file that begins with ${JSON.stringify(marks)}`
  );
}

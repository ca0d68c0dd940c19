import { execFile, spawn } from 'node:child_process';
import { endianness } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DecodeError } from '../decode-error.ts';
import type { DecodeOptions, Decoder } from './decoder.ts';
import { mixInterleaved } from './mix-down.ts';

const PROBE_MILLISECONDS = 60_000;
const FLOAT_BYTES = 4;
/** Lengths in containers are rounded, and include what a decoder leaves out at the ends. */
const TOLERANCE_SECONDS = 0.25;
/** So much of what ffmpeg says is kept. */
const MESSAGE_CHARACTERS = 500;
/** Neither a name such as `http:…` nor a link in a file leads anywhere else. */
const ONLY_FILES = ['-v', 'error', '-protocol_whitelist', 'file,pipe'];

/** Formats without a container, whose length ffprobe guesses from the bit rate. */
const WITHOUT_LENGTH = ['aac', 'mp3', 'ac3', 'amr'];

interface Probe {
  readonly streams?: readonly { sample_rate?: string; channels?: number; duration?: string }[];
  readonly format?: { format_name?: string; duration?: string };
}

/**
 * Opens a recording through ffmpeg: the first audio stream of whatever it reads. The programs are `ffmpeg` and `ffprobe` on the
 * PATH; the environment variable EARMARK_FFMPEG may name another ffmpeg, beside which ffprobe is.
 *
 * @param found what the file is, such as `an MP4 (M4A) file`.
 * @throws DecodeError where there is no ffmpeg, or it finds no audio.
 */
export async function openThroughFfmpeg(path: string, found: string): Promise<Decoder> {
  const { streams, format } = await probe(path, found);
  const sampleRate = Number(streams?.[0]?.sample_rate);
  const channels = Number(streams?.[0]?.channels);
  if (!(sampleRate > 0 && channels > 0)) throw new DecodeError(path, `${found} without audio`);
  const isGuess = WITHOUT_LENGTH.includes(format?.format_name ?? '');
  const duration = isGuess ? NaN : Number(streams?.[0]?.duration ?? format?.duration);
  return {
    sampleRate,
    channels,
    sampleCount: duration > 0 ? Math.round(duration * sampleRate) : undefined,
    sampleCountTolerance: Math.round(TOLERANCE_SECONDS * sampleRate),
    chunks: (_, options) => decode(path, found, { sampleRate, channels }, options),
  };
}

async function probe(path: string, found: string): Promise<Probe> {
  const entries = 'stream=sample_rate,channels,duration:format=format_name,duration';
  const { ffprobe } = programs();
  try {
    const { stdout } = await promisify(execFile)(
      ffprobe,
      [...ONLY_FILES, '-select_streams', 'a:0', '-show_entries', entries, '-of', 'json', input(path)],
      { timeout: PROBE_MILLISECONDS, killSignal: 'SIGKILL', windowsHide: true },
    );
    return JSON.parse(stdout) as Probe;
  } catch (cause) {
    const { code, stderr = '' } = cause as { code?: unknown; stderr?: string };
    if (code === 'ENOENT' || code === 'EACCES') throw noFfmpeg(path, found, ffprobe, cause);
    throw new DecodeError(path, `${found} that ffmpeg can't read: ${lastLine(stderr) || String(cause)}`, {
      cause,
    });
  }
}

async function* decode(
  path: string,
  found: string,
  { sampleRate, channels }: { readonly sampleRate: number; readonly channels: number },
  { channel, warn }: DecodeOptions,
): AsyncGenerator<Float32Array> {
  const { ffmpeg } = programs();
  const raw = endianness() === 'LE' ? 'f32le' : 'f32be';
  const output = ['-map', '0:a:0', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-f', raw, 'pipe:1'];
  const child = spawn(ffmpeg, [...ONLY_FILES, '-nostdin', '-i', input(path), ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MESSAGE_CHARACTERS);
  });
  const end = new Promise<{ code: number | null; error?: Error }>((done) => {
    child.once('error', (error) => done({ code: null, error }));
    child.once('close', (code) => done({ code }));
  });
  const frameBytes = channels * FLOAT_BYTES;
  let isEmpty = true;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      // A fresh buffer, as a read may end within a sample, and the floats are to be aligned.
      const all = Buffer.allocUnsafeSlow(rest.length + bytes.length);
      all.set(rest);
      all.set(bytes, rest.length);
      const length = Math.floor(all.length / frameBytes);
      rest = all.subarray(length * frameBytes);
      if (length === 0) continue;
      isEmpty = false;
      const interleaved = new Float32Array(all.buffer, 0, length * channels);
      yield mixInterleaved(interleaved, { channels, channel, fullScale: 1 });
    }
    const { code, error } = await end;
    if (error) throw noFfmpeg(path, found, ffmpeg, error);
    if (isEmpty)
      throw new DecodeError(path, `${found} that ffmpeg can't decode: ${lastLine(said) || `exit ${code}`}`);
    if (said !== '' || code !== 0)
      warn(`damaged or cut off: ffmpeg says "${lastLine(said) || `exit ${code}`}"`);
  } finally {
    child.kill('SIGKILL');
    await end;
  }
}

function programs(): { ffmpeg: string; ffprobe: string } {
  const ffmpeg = process.env['EARMARK_FFMPEG'] || 'ffmpeg';
  const name = basename(ffmpeg);
  const ffprobe = name.includes('ffmpeg') ? name.replace('ffmpeg', 'ffprobe') : 'ffprobe';
  return { ffmpeg, ffprobe: dirname(ffmpeg) === '.' ? ffprobe : join(dirname(ffmpeg), ffprobe) };
}

/** So that neither a leading `-` nor a `:` in a name means anything. */
function input(path: string): string {
  return `file:${resolve(path)}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)!.trim();
}

function noFfmpeg(path: string, found: string, program: string, cause: unknown): DecodeError {
  const remedy =
    'Install ffmpeg (https://ffmpeg.org, or by your package manager), or name it in EARMARK_FFMPEG, ' +
    'or convert the recording to WAV, FLAC, MP3, Ogg Vorbis or Opus';
  return new DecodeError(
    path,
    `${found}, which is read through ffmpeg, and there is no "${program}" on the PATH. ${remedy}`,
    { cause },
  );
}

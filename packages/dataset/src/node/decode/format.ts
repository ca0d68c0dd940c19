import type { FileHandle } from 'node:fs/promises';
import { readAt } from '../read-at.ts';
import { findMp3Frame } from './mp3-frames.ts';

/** The formats that are read without ffmpeg. */
export type NativeFormat = 'wav' | 'flac' | 'mp3' | 'ogg';

/** What a file is, by content. */
export type RecordingFormat =
  | { readonly decoder: NativeFormat; readonly start: number }
  | { readonly decoder: 'ffmpeg'; readonly found: string };

/** How far behind tags and padding the first MP3 frame is looked for. */
const SEARCH_BYTES = 1 << 16;
/** Few files have more than one tag in front; one of nothing but empty tags would take minutes. */
const MAX_TAGS = 100;

/** Files that ffmpeg reads, by their first bytes as Latin-1 text. Only these are handed to it: it would take a text for a playlist. */
const FFMPEG_FORMATS: readonly (readonly [RegExp, string])[] = [
  // Not the pictures of the same family (AVIF, HEIC).
  [/^.{4}ftyp(?!avi[fs]|he[iv][cmsx]|m[is]f1)/s, 'an MP4 (M4A) file'],
  [/^\x1aE\xdf\xa3/, 'a WebM or Matroska file'],
  [/^FORM.{4}AIF[FC]/s, 'an AIFF file'],
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'an AAC (ADTS) file'],
  [/^\xff[\xf4\xf5\xfc\xfd]/, 'an MP2 file'],
  [/^0&\xb2u\x8ef\xcf\x11/, 'a WMA (ASF) file'],
  [/^caff/, 'a CAF file'],
  [/^RIFX.{4}WAVE/s, 'a WAV file of the RIFX kind'],
  [/^riff\x2e\x91\xcf\x11/, 'a Wave64 file'],
  [/^RIFF.{4}AVI /s, 'an AVI file'],
  [/^\.snd/, 'an AU file'],
  [/^#!AMR/, 'an AMR file'],
  [/^wvpk/, 'a WavPack file'],
  [/^MAC /, "a Monkey's Audio file"],
  [/^TTA[12]/, 'a True Audio file'],
  [/^MP(\+|CK)/, 'a Musepack file'],
  [/^\x0bw/, 'an AC-3 file'],
  [/^Creative Voice File/, 'a VOC file'],
];

/**
 * The format of a file, by its content and not by its name.
 *
 * @returns undefined where it is none that is read.
 * @example await recordingFormat(file) // { decoder: 'flac', start: 0 }
 */
export async function recordingFormat(file: FileHandle): Promise<RecordingFormat | undefined> {
  const start = await endOfId3(file);
  const head = await readAt(file, start, 20);
  const marks = head.toString('latin1');
  if (marks.startsWith('fLaC')) return { decoder: 'flac', start };
  if (/^(RIFF|RF64|BW64).{4}WAVE/s.test(marks)) return { decoder: 'wav', start };
  if (marks.startsWith('OggS')) return { decoder: 'ogg', start };
  const found = FFMPEG_FORMATS.find(([pattern]) => pattern.test(marks))?.[1];
  if (found !== undefined) return { decoder: 'ffmpeg', found };
  const searched = await readAt(file, start, SEARCH_BYTES);
  const frame = findMp3Frame(searched, searched.length < SEARCH_BYTES);
  return frame === undefined ? undefined : { decoder: 'mp3', start: start + frame };
}

/** Files of many formats are found with ID3v2 tags in front. Source: the ID3v2.4.0 structure document, section 3.1. */
async function endOfId3(file: FileHandle): Promise<number> {
  let position = 0;
  for (let count = 0; count < MAX_TAGS; count += 1) {
    const head = await readAt(file, position, 10);
    const size = head.subarray(6);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3' || size.some((byte) => byte > 0x7f)) {
      return position;
    }
    const hasFooter = (head[5]! & 0x10) !== 0;
    position += size.reduce((sum, byte) => sum * 128 + byte, 0) + (hasFooter ? 20 : 10);
  }
  return position;
}

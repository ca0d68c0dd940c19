/** A recording that can't be read, or not in full. The message names the file, what was found, what was expected and what to do. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly path: string;

  constructor(path: string, problem: string, options: { cause?: unknown } = {}) {
    super(`${path}: ${problem}`, options);
    this.path = path;
  }
}

/** For a file whose header is all there is. */
export class NoSamplesError extends DecodeError {
  constructor(path: string) {
    super(path, 'a header without samples; expected a recording. Record or export it again');
  }
}

/** What to do about a file that is no recording, or a damaged one. */
export const READABLE_FORMATS =
  'expected a recording: WAV, FLAC, MP3, Ogg Vorbis or Opus, or (where ffmpeg is installed) M4A, WebM and others';

/** The formats that are read. */
export type RecordingFormat = 'wav' | 'flac';

/** How many bytes `recordingFormat` wants to see. */
export const MARKS_LENGTH = 12;

/**
 * The format of a file, by the first 12 bytes (as Latin-1 text) and not by its name.
 *
 * @example recordingFormat('fLaC\0\0\0\x22…') // 'flac'
 */
export function recordingFormat(marks: string): RecordingFormat | undefined {
  if (marks.startsWith('fLaC')) return 'flac';
  if (marks.startsWith('RIFF') && marks.endsWith('WAVE')) return 'wav';
  return undefined;
}

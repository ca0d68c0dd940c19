import { fileStem } from '@earmark/dataset';
import { classificationJson, formatClassification, type ClassificationFormat } from '@earmark/models';
import type { Hearing } from './hearing.ts';

const EXTENSIONS: Readonly<Record<ClassificationFormat, string>> = {
  audacity: 'txt',
  csv: 'csv',
  json: 'json',
};

/**
 * What a network heard as a file to keep: its segments, and in JSON the posteriors of every frame.
 *
 * @param recordingName names the recording within the file, and the file
 * @example hypothesisFile('talk.wav', hearing, 'audacity').name // 'talk.txt'
 */
export function hypothesisFile(
  recordingName: string,
  { durationSeconds, segments, track }: Pick<Hearing, 'durationSeconds' | 'segments' | 'track'>,
  format: ClassificationFormat,
): File {
  const heard = { durationSeconds, segments, posteriors: track };
  const text = formatClassification(classificationJson(recordingName, heard, format === 'json'), format);
  return new File([text], `${fileStem(recordingName)}.${EXTENSIONS[format]}`);
}

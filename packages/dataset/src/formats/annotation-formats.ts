import type { Annotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat, Kept } from './annotation-format.ts';
import { annotationJson } from './annotation-json.ts';
import { audacity } from './audacity.ts';
import { avaSpeech } from './ava-speech.ts';
import { csv, tsv } from './csv.ts';
import { eaf } from './eaf.ts';
import { jams } from './jams.ts';
import { kaldi } from './kaldi.ts';
import { labelStudio } from './label-studio.ts';
import { raven } from './raven.ts';
import { rttm } from './rttm.ts';
import { srt } from './srt.ts';
import { tags } from './tags.ts';
import { tenVad } from './ten-vad.ts';
import { textGrid } from './textgrid.ts';
import { uem } from './uem.ts';
import { webVtt } from './webvtt.ts';

/** The names of the formats. */
export type AnnotationFormatName =
  | 'audacity'
  | 'ava-speech'
  | 'csv'
  | 'eaf'
  | 'jams'
  | 'json'
  | 'kaldi'
  | 'label-studio'
  | 'raven'
  | 'rttm'
  | 'srt'
  | 'tags'
  | 'ten-vad'
  | 'textgrid'
  | 'tsv'
  | 'uem'
  | 'webvtt';

/** Every file format that labels are read from and written to. */
export const annotationFormats: Readonly<Record<AnnotationFormatName, AnnotationFormat>> = {
  audacity,
  'ava-speech': avaSpeech,
  csv,
  eaf,
  jams,
  json: annotationJson,
  kaldi,
  'label-studio': labelStudio,
  raven,
  rttm,
  srt,
  tags,
  'ten-vad': tenVad,
  textgrid: textGrid,
  tsv,
  uem,
  webvtt: webVtt,
};

/** How many recordings a sentence names. */
const MOST_NAMED = 10;

const NAMES = Object.keys(annotationFormats) as AnnotationFormatName[];

/**
 * Which format a label file has: by its content, and where that leaves several or none, by its name's extension.
 *
 * @throws AnnotationError listing the formats that it could be.
 * @example detectFormat('0.0\t1.5\tspeech\n', 'dawn.txt') // 'audacity'
 */
export function detectFormat(text: string, fileName: string): AnnotationFormatName {
  const byContent = NAMES.filter((name) => annotationFormats[name].detect(text));
  const candidates = byContent.length > 0 ? byContent : NAMES;
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) return only;
  const extension = longestExtension(candidates, fileName);
  if (extension) return extension.name;
  const problem = byContent.length > 0 ? 'has several formats' : 'has no known format';
  throw new AnnotationError(
    fileName,
    `the content ${problem}, and so has the file's name; expected one of ${candidates.join(', ')}. Say which`,
  );
}

/**
 * A file's name without its folder and extension.
 *
 * @example fileStem('birds/dawn.Table.1.selections.txt') // 'dawn.Table.1'
 */
export function fileStem(fileName: string): string {
  const base = fileName.replace(/^.*[\\/]/, '');
  const known = longestExtension(NAMES, base)?.extension ?? /\.[^.]*$/.exec(base)?.[0] ?? '';
  return known.length < base.length ? base.slice(0, base.length - known.length) : base;
}

/**
 * What of the annotations a format has no place for, as sentences; `[]` where it keeps all.
 *
 * @param fileName of the file that they are written to: where a format has no place for the recording's name, a reader takes
 *   this one's. Without it, names are not looked at.
 * @example formatLosses([annotation], 'srt') // ['SRT has no place for confidence: left out for 3 of 5 segments']
 */
export function formatLosses(
  annotations: readonly Annotation[],
  name: AnnotationFormatName,
  fileName?: string,
): string[] {
  const { keeps, title } = annotationFormats[name];
  const segments = annotations.flatMap((annotation) => annotation.segments);
  const confident = segments.filter(({ confidence }) => confidence !== undefined).length;
  const ranged = segments.filter(({ lowHz, highHz }) => lowHz !== undefined || highHz !== undefined).length;
  const noted = segments.filter(({ note }) => note !== undefined).length;
  const hypotheses = annotations.filter(({ kind }) => kind === 'hypothesis').length;
  // A file with one recording is there even if it is empty.
  const empty = keeps.includes('recordings') ? annotations.filter((one) => one.segments.length === 0) : [];
  const stem = fileName === undefined ? undefined : fileStem(fileName);
  const renamed = annotations.filter(
    ({ uri }) => stem !== undefined && uri !== stem && fileStem(uri) !== stem,
  );
  const losses: [kept: Kept, count: number, loss: string][] = [
    ['confidence', confident, `confidence: left out for ${confident} of ${segments.length} segments`],
    ['frequencies', ranged, `frequencies: left out for ${ranged} of ${segments.length} segments`],
    ['note', noted, `notes: left out for ${noted} of ${segments.length} segments`],
    ['empty recordings', empty.length, `recordings without segments: left out ${namesOf(empty)}`],
    [
      'kind',
      hypotheses,
      `the kind of labels: those of a network, in ${hypotheses} of ${annotations.length} recordings, look like a person's`,
    ],
    ['name', renamed.length, `the recording's name: left out ${namesOf(renamed)}`],
  ];
  return losses
    .filter(([kept, count]) => count > 0 && !keeps.includes(kept))
    .map(([, , loss]) => `${title} has no place for ${loss}`);
}

function namesOf(annotations: readonly Annotation[]): string {
  const names = annotations.slice(0, MOST_NAMED).map(({ uri }) => uri);
  return (
    names.join(', ') + (annotations.length > MOST_NAMED ? ` and ${annotations.length - MOST_NAMED} more` : '')
  );
}

function longestExtension(names: readonly AnnotationFormatName[], fileName: string) {
  const lower = fileName.toLowerCase();
  return names
    .flatMap((name) => annotationFormats[name].extensions.map((extension) => ({ name, extension })))
    .filter(({ extension }) => lower.endsWith(extension.toLowerCase()))
    .sort((a, b) => b.extension.length - a.extension.length)[0];
}

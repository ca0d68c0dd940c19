import {
  type Annotation,
  type AnnotationFormatName,
  annotationFormats,
  createSegment,
  decodeText,
  detectFormat,
  fileStem,
  type FormatOptions,
  type Segment,
} from '@earmark/dataset';
import { clockTime } from './clock-time.ts';
import { type LabelDocument, withSegments } from './label-document.ts';
import { inOrder } from './label-edits.ts';

/** What a person may say about an import. */
export interface ImportChoices {
  /** What becomes of the labels that are there: they stay beside the imported ones, which is what happens unless said, or go. */
  readonly mode?: 'add' | 'replace';
  /** Of the file; recognized unless said. */
  readonly format?: AnnotationFormatName | undefined;
}

/** The recording that the labels have to belong to. */
interface Recording {
  readonly name: string;
  readonly durationSeconds: number;
  /** The class of what is read from a format without labels. */
  readonly label: string;
}

/** Labels of a file that fit the recording. */
export interface ImportedLabels {
  /** Sorted by start, none beyond the end of the recording. */
  readonly segments: readonly Segment[];
  /** Sentences about what a person should know. */
  readonly notes: string[];
  /** The document with them: `add` or `replace`, as was chosen. */
  into(document: LabelDocument): LabelDocument;
}

/** Seconds that labels may reach beyond the recording's end: tools round, and pad the last frame. */
const BEYOND_SECONDS = 0.5;

/** How many recordings a sentence names. */
const MOST_NAMED = 5;

/**
 * Reads a label file for a recording, in any format that @earmark/dataset knows.
 *
 * @throws AnnotationError that names the file, the line, the value and what was expected; Error for labels that belong to another recording:
 *   they reach more than half a second beyond its end, or the file names several recordings, and this one is not among them
 */
export async function importLabels(
  file: File,
  recording: Recording,
  { mode = 'add', format }: ImportChoices = {},
): Promise<ImportedLabels> {
  const text = decodeText(new Uint8Array(await file.arrayBuffer()), file.name);
  const name = format ?? detectFormat(text, file.name);
  const notes: string[] = [];
  const options = optionsFor(name, text, recording, notes);
  const annotations = annotationFormats[name].parse(text, file.name, {
    ...options,
    onSkip: (message) => notes.push(`${file.name}: ${message}.`),
  });
  const annotation = annotationFor(annotations, file.name, recording.name, notes);
  const segments = fitted(annotation.segments, file.name, recording, notes);
  if (annotation.kind === 'hypothesis')
    notes.push(`${file.name} holds what a network heard: it is now among your labels.`);
  return {
    segments,
    notes,
    into(document) {
      const kept = mode === 'add' ? document.segments : [];
      const there = new Set(kept.map(placeOf));
      const isNew = (segment: Segment) => !there.has(placeOf(segment));
      return withSegments(document, inOrder([...kept, ...segments.filter(isNew)]));
    },
  };
}

/** What some formats leave open. */
function optionsFor(
  name: AnnotationFormatName,
  text: string,
  { label, durationSeconds }: Recording,
  notes: string[],
): FormatOptions {
  if ((name === 'uem' || name === 'kaldi') && label !== '') {
    notes.push(`${annotationFormats[name].title} has no classes: its stretches are now “${label}”.`);
    return { label };
  }
  if (name !== 'tags') return {};
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '').length;
  const exact = durationSeconds / Math.max(lines, 1);
  const rounded = Math.round(exact * 1000) / 1000;
  const fits = rounded > 0 && Math.abs(rounded * lines - durationSeconds) <= BEYOND_SECONDS;
  const stepSeconds = fits ? rounded : exact;
  notes.push(
    `A tag file does not say how long a step is: ${lines} lines for ${clockTime(durationSeconds)} make ${Number(stepSeconds.toPrecision(4))} s.`,
  );
  return { stepSeconds };
}

function annotationFor(
  annotations: readonly Annotation[],
  fileName: string,
  recordingName: string,
  notes: string[],
): Annotation {
  const [only, ...others] = annotations;
  if (!only) throw new Error(`${fileName} holds no labels.`);
  const wanted = plainName(recordingName);
  const found = annotations.find(({ uri }) => plainName(uri) === wanted);
  if (found) {
    if (others.length > 0)
      notes.push(`${fileName} has ${annotations.length} recordings; taken over is ${found.uri}.`);
    return found;
  }
  if (others.length > 0) {
    const names = annotations.slice(0, MOST_NAMED).map(({ uri }) => uri);
    const more = annotations.length - names.length;
    throw new Error(
      `${fileName} has labels of ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}, and none of ${recordingName}. ` +
        'Open the recording that they belong to, or rename it in the file.',
    );
  }
  if (plainName(only.uri) !== plainName(fileName))
    notes.push(`${fileName} says that its labels belong to ${only.uri}; this is ${recordingName}.`);
  return only;
}

function fitted(
  segments: readonly Segment[],
  fileName: string,
  { name, durationSeconds }: Recording,
  notes: string[],
): readonly Segment[] {
  const last = segments.reduce((latest, { end }) => Math.max(latest, end), 0);
  if (last > durationSeconds + BEYOND_SECONDS) {
    throw new Error(
      `${fileName} has labels up to ${clockTime(last)}, and ${name} is only ${clockTime(durationSeconds)} long: ` +
        'they belong to another recording.',
    );
  }
  const within = segments.filter(({ start }) => start < durationSeconds);
  const dropped = segments.length - within.length;
  if (dropped > 0) notes.push(`Left out, as the recording ends before: ${dropped} of ${segments.length}.`);
  return within.map((segment) =>
    segment.end > durationSeconds ? createSegment({ ...segment, end: durationSeconds }) : segment,
  );
}

/**
 * Tells of labels that overlap one of another class.
 *
 * @param segments sorted by start
 * @returns a sentence, or none
 * @example overlapNotes([{ start: 0, end: 2, label: 'a' }, { start: 1, end: 3, label: 'b' }]) // ['1 label overlaps another one …']
 */
export function overlapNotes(segments: readonly Segment[]): string[] {
  let furthest: Segment | undefined;
  let overlaps = 0;
  for (const segment of segments) {
    if (furthest && furthest.label !== segment.label && furthest.end - segment.start > 1e-6) overlaps += 1;
    if (!furthest || segment.end > furthest.end) furthest = segment;
  }
  if (overlaps === 0) return [];
  const which = overlaps === 1 ? 'label overlaps another one' : 'labels overlap others';
  return [`${overlaps} ${which} of another class: training needs one class at a time.`];
}

/** Names of a recording as its files spell it: with or without folder and extension, and with _ for blanks, which some formats can't hold. */
function plainName(name: string): string {
  return fileStem(name).replaceAll(/[\s,]+/g, '_');
}

/** Segments in one place with one label are the same. */
const placeOf = ({ start, end, label }: Segment): string => `${start} ${end} ${label}`;

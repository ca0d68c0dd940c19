import {
  type AnnotationFormatName,
  annotationFormats,
  createAnnotation,
  fileStem,
  formatLosses,
  type FormatOptions,
  type Segment,
} from '@earmark/dataset';

/** What a person may say about an export. */
export interface ExportChoices {
  /** UEM, Kaldi: the only class that is written. */
  readonly label?: string | undefined;
  /** Tag files, .scv and AVA-Speech, which have no gaps or two classes: the class of time without a label. */
  readonly background?: string | null | undefined;
  /** Tag files: length of a step, a hop unless said. */
  readonly stepSeconds?: number | undefined;
}

/** Labels as a file. */
export interface ExportedLabels {
  readonly file: File;
  /** Sentences about what the format has no place for. */
  readonly losses: readonly string[];
}

interface Recording {
  readonly name: string;
  readonly segments: readonly Segment[];
  readonly durationSeconds: number;
  readonly hopSeconds: number;
}

/** A format that labels are exported to, for a menu. */
export interface ExportFormat {
  readonly name: AnnotationFormatName;
  readonly title: string;
  readonly extension: string;
}

/** Formats that separate their fields by blanks, or by commas without quotes. */
const PLAIN_NAMES: readonly AnnotationFormatName[] = ['ava-speech', 'kaldi', 'rttm', 'ten-vad', 'uem'];
/** Formats of one class and its absence. */
const TWO_CLASSES: Partial<Record<AnnotationFormatName, readonly [absent: string, present: string]>> = {
  'ava-speech': ['NO_SPEECH', 'CLEAN_SPEECH'],
  'ten-vad': ['0', '1'],
};

/** All formats, in the order of their titles. */
export const exportFormats: readonly ExportFormat[] = (
  Object.keys(annotationFormats) as AnnotationFormatName[]
)
  .map((name) => ({
    name,
    title: annotationFormats[name].title,
    extension: annotationFormats[name].extensions[0]!,
  }))
  .sort((a, b) => a.title.localeCompare(b.title, 'en'));

/**
 * Writes the labels of a recording as a file, with sensible choices for what a format needs to be told and the person did not say.
 *
 * @throws AnnotationError for labels, times or a name that the format can't hold
 * @example (await exportLabels({ name: 'dawn.wav', … }, 'audacity')).file.name // 'dawn.txt'
 */
export function exportLabels(
  { name, segments, durationSeconds, hopSeconds }: Recording,
  format: AnnotationFormatName,
  { label, background, stepSeconds = hopSeconds }: ExportChoices = {},
): ExportedLabels {
  const { title, extensions, format: write } = annotationFormats[format];
  const uri = PLAIN_NAMES.includes(format) ? name.trim().replaceAll(/[\s,]+/g, '_') : name;
  const annotation = createAnnotation({ uri, kind: 'reference', segments });
  const labels = [...new Set(segments.map((segment) => segment.label))];
  const only = format === 'uem' || format === 'kaldi' ? onlyLabel(labels, label, background) : undefined;
  const options: FormatOptions = {
    label: only,
    background: background ?? undefined,
    stepSeconds,
    durationSeconds,
    classes: classesOf(format, labels, background ?? undefined),
  };
  const fileName = `${fileStem(name)}${extensions[0]!}`;
  const text = write([annotation], options);
  const others = only === undefined ? 0 : segments.filter((segment) => segment.label !== only).length;
  return {
    file: new File([text], fileName),
    losses: [
      ...formatLosses([annotation], format, fileName),
      ...(uri === name ? [] : [`${title} holds no blanks or commas in names: the recording is ${uri} there`]),
      ...(others > 0
        ? [`${title} holds one class, “${only}”: left out ${others} of ${segments.length} segments`]
        : []),
    ],
  };
}

function onlyLabel(
  labels: readonly string[],
  chosen: string | undefined,
  background: string | null | undefined,
): string | undefined {
  return chosen ?? labels.find((label) => label !== background) ?? labels[0];
}

/** Which class of the file stands for which label, where the format's own names are not the labels. */
function classesOf(
  format: AnnotationFormatName,
  labels: readonly string[],
  background: string | undefined,
): Readonly<Record<string, string>> | undefined {
  const used = background === undefined || labels.includes(background) ? labels : [background, ...labels];
  if (format === 'tags') return tagClasses(used);
  const names = TWO_CLASSES[format];
  const absent = background ?? (used.length === 2 ? used[0] : undefined);
  const present = used.filter((label) => label !== absent);
  // More than two: the format says which labels it has a class for.
  if (!names || present.length > 1) return undefined;
  return {
    ...(absent === undefined ? {} : { [names[0]]: absent }),
    ...(present[0] === undefined ? {} : { [names[1]]: present[0] }),
  };
}

/** A character for each label: its first where they differ, else letters of the alphabet. */
function tagClasses(labels: readonly string[]): Record<string, string> {
  const firsts = labels.map((label) => String.fromCodePoint(label.codePointAt(0)!));
  const areDifferent = new Set(firsts).size === labels.length;
  return Object.fromEntries(
    labels.map((label, index) => [areDifferent ? firsts[index]! : String.fromCodePoint(97 + index), label]),
  );
}

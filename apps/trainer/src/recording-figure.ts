import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { spectrogramFigure, type LabelTrack, type SpectrogramFigure } from '@earmark/dataset';
import { figurePng, readLabelFile, writeAtomically, type RecordingFile } from '@earmark/dataset/node';
import { classify, type Classifier } from '@earmark/models';
import { fromWhereTyped } from './paths.ts';

/** What stands beneath a recording's spectrogram, and where the figure goes. */
interface RecordingFigureOptions {
  /** Whose posteriors and segments are drawn. */
  readonly classifier: Classifier | undefined;
  /** Label files, or folders with one for each recording, as typed. */
  readonly labelPaths: readonly string[];
  /** Without its extension. */
  readonly file: string;
  readonly svg: boolean;
  /** Hears how many seconds the classifier has heard. */
  readonly onProgress: (seconds: number) => void;
}

/** Without a model nobody says which label is the background. */
const customaryBackground = 'noise';

/**
 * Draws a recording's spectrogram with its label tracks, and with what a classifier hears in it.
 *
 * @returns the files that were written, the PNG first
 * @throws Error where a folder of labels has none for the recording; AnnotationError as `readLabelFile`
 */
export async function writeRecordingFigure(
  recording: RecordingFile,
  figure: Omit<SpectrogramFigure, 'title' | 'labels' | 'tracks' | 'posteriors'>,
  { classifier, labelPaths, file, svg, onProgress }: RecordingFigureOptions,
): Promise<string[]> {
  const tracks: LabelTrack[] = [];
  for (const typed of labelPaths) {
    const { path, segments } = await readTrack(fromWhereTyped(typed), recording.path);
    tracks.push({ name: labelPaths.length === 1 ? 'reference' : basename(path), segments });
  }
  const heard =
    classifier && (await classify(classifier, recording.chunks(), recording.sampleRate, onProgress));
  if (heard) tracks.push({ name: 'hypothesis', segments: heard.segments });
  const background = classifier?.contract.decision.background ?? customaryBackground;
  const drawing = spectrogramFigure({
    ...figure,
    title: basename(recording.path),
    tracks,
    ...(heard ? { posteriors: heard.posteriors } : {}),
    labels: backgroundLast(tracks, classifier?.contract.labels ?? [], background),
  });
  const written = [`${file}.png`, ...(svg ? [`${file}.svg`] : [])];
  await writeAtomically(`${file}.png`, await figurePng(drawing));
  if (svg) await writeAtomically(`${file}.svg`, drawing);
  return written;
}

async function readTrack(path: string, recording: string) {
  if (!(await isFolder(path))) return { path, segments: (await readLabelFile(path)).segments };
  const stem = basename(recording, extname(recording));
  for (const extension of ['.txt', '.csv', '.json']) {
    const file = join(path, stem + extension);
    if (await exists(file)) return { path, segments: (await readLabelFile(file)).segments };
  }
  throw new Error(`${path} holds no labels of ${basename(recording)}: expected ${stem}.txt, .csv or .json`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );

/** What is looked for comes first, and is green. */
function backgroundLast(
  tracks: readonly LabelTrack[],
  known: readonly string[],
  background: string,
): string[] {
  const used = tracks.flatMap(({ segments }) => segments.map(({ label }) => label));
  const labels = [...new Set([...known, ...used])].sort();
  return [
    ...labels.filter((label) => label !== background),
    ...labels.filter((label) => label === background),
  ];
}

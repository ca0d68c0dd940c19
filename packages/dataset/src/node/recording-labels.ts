import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { type Annotation, assertOneLabelAtATime, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { CsvRow } from '../csv-table.ts';
import { parseAudacity } from '../formats/audacity.ts';
import { parseCsv } from '../formats/csv.ts';
import { parseJson } from '../formats/json.ts';
import type { Segment } from '../segment.ts';

/** The label of a recording in which nobody speaks. */
const NOISE = 'noise';
const NOISE_KINDS: readonly string[] = ['noise', 'music'];

/** By how much a label may end after the recording: label tracks are often rounded. Longer is a mistake. */
const END_TOLERANCE_SECONDS = 0.05;

/**
 * The labels of one row of a manifest, from the file or the columns that it names, fitted to the recording's length.
 *
 * @param cells of the row: `path`, `label_path`, `label`, `kind`; see `readManifest`.
 * @throws AnnotationError naming the label file, or the recording where the row itself is at fault: a file that is
 *   missing or doesn't parse, overlapping labels, a label that ends more than 0.05 s after the recording, no label.
 */
export async function recordingLabels(
  manifest: string,
  cells: CsvRow['cells'],
  durationSeconds: number,
): Promise<Annotation> {
  const { path: uri = '', label_path: labelPath = '', kind = '' } = cells;
  if (labelPath !== '') {
    const annotation = await readLabelFile(resolve(dirname(manifest), labelPath));
    assertOneLabelAtATime(annotation);
    return createAnnotation({ uri, kind: 'reference', segments: clip(annotation, durationSeconds) });
  }
  const label = cells['label'] || (NOISE_KINDS.includes(kind) ? NOISE : '');
  if (label === '') {
    const expectation = `expected a label_path, a label, or kind ${NOISE_KINDS.join(' or ')} for a recording without speech`;
    throw new AnnotationError(
      uri,
      `the row says nothing about its labels and kind is "${kind}"; ${expectation}`,
    );
  }
  return createAnnotation({ uri, kind: 'reference', segments: [{ start: 0, end: durationSeconds, label }] });
}

/**
 * Reads a label file, in the format that its extension names: `.csv`, `.json` (a classification), else an Audacity label track.
 *
 * @throws AnnotationError naming the file where it is missing or doesn't parse.
 * @example (await readLabelFile('dawn.txt')).segments
 */
export async function readLabelFile(path: string): Promise<Annotation> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AnnotationError(path, isMissing ? 'there is no such label file' : (cause as Error).message, {
      cause,
    });
  }
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return parseCsv(text, path);
  if (extension === '.json')
    return createAnnotation({ uri: path, kind: 'reference', segments: parseJson(text, path).segments });
  return parseAudacity(text, path);
}

/** Cuts off what lies after the end by no more than the tolerance, and refuses what lies further out. */
function clip({ uri, segments }: Annotation, durationSeconds: number): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.end <= durationSeconds) return [segment];
    if (segment.end > durationSeconds + END_TOLERANCE_SECONDS) {
      const expectation = `expected no more than the recording's ${durationSeconds.toFixed(6)} s`;
      throw new AnnotationError(
        uri,
        `"${segment.label}" from ${segment.start} s ends at ${segment.end} s; ${expectation}`,
      );
    }
    return segment.start < durationSeconds ? [{ ...segment, end: durationSeconds }] : [];
  });
}

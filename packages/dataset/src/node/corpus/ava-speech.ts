import { basename, extname, join } from 'node:path';
import type { Segment } from '../../segment.ts';
import { ManifestError } from '../manifest-error.ts';
import { readAnnotations } from '../recording-labels.ts';
import { type CorpusRow, folderRow } from './corpus-row.ts';
import type { CorpusLayout } from './layout.ts';

const LABELS = /(^|\/)ava_speech_labels[^/]*\.csv$/i;
/** Only the quarter of an hour from here on is labelled. */
const FROM_SECONDS = 900;
const TO_SECONDS = 1800;

/**
 * AVA-Speech: a CSV file (video, start, end, label) beside the sound of its films, each named after the video. A recording that is no
 * longer than the labelled quarter of an hour is taken for a cut from second 900 on.
 * Source: S. Chaudhuri et al., "AVA-Speech: A Densely Labeled Dataset of Speech Activity in Movies", Interspeech 2018.
 */
export const avaSpeech: CorpusLayout = {
  name: 'ava-speech',
  expects: 'ava_speech_labels_v1.csv and recordings that are named after its videos',
  recognises: ({ files }) => files.some((file) => LABELS.test(file)),
  async rows({ folder, files, recordings }, options) {
    const file = join(
      folder,
      files.find((name) => LABELS.test(name))!,
    );
    const videos = new Map(
      (await readAnnotations(file, 'ava-speech', options)).map(({ uri, segments }) => [uri, segments]),
    );
    const rows = recordings.flatMap((uri): CorpusRow[] => {
      const segments = videos.get(basename(uri, extname(uri)));
      const readLabels = (seconds: number) => ({ file, segments: onOwnTime(segments ?? [], seconds) });
      return segments ? [folderRow(folder, uri, { readLabels })] : [];
    });
    if (rows.length > 0) return rows;
    const found =
      recordings.length === 0
        ? 'there is no recording beside it'
        : `found recordings such as ${recordings[0]}`;
    const [video = ''] = videos.keys();
    throw new ManifestError(file, `${found}; expected one that is named after a video, such as ${video}.wav`);
  },
};

function onOwnTime(segments: readonly Segment[], durationSeconds: number): Segment[] {
  const isCut = durationSeconds <= TO_SECONDS - FROM_SECONDS + 1;
  const by = isCut ? FROM_SECONDS : 0;
  return segments.map(({ start, end, label }) => ({ start: start - by, end: end - by, label }));
}

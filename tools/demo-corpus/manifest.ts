import { decibels, meanPower, peakOf, snrDb } from '@earmark/dataset';
import { sampleRate } from './sample-rate.ts';
import type { Rendered, Scene } from './scene.ts';

/** One line of the manifest by column. */
export type Row = Readonly<Record<(typeof columns)[number], string>>;

const columns = [
  'path',
  'label_path',
  'kind',
  'split',
  'speaker',
  'language',
  'duration_s',
  'speech_s',
  'label_quality',
  'subtype',
  'licence',
  'shippable',
  'source',
  'note',
  'rms_dbfs',
  'peak',
  'snr_db',
] as const;

/** The manifest's row of a scene. `path` and `label_path` are relative to the manifest; noise alone needs no labels. */
export function manifestRow(scene: Scene, { speech, noise, spans }: Rendered): Row {
  const samples = speech.map((value, i) => value + noise[i]!);
  const speaking = spans.length > 0;
  const snr = speaking ? snrDb(speech, noise, spans, sampleRate) : NaN;
  return {
    path: `${scene.split}/${scene.name}.flac`,
    label_path: speaking ? `${scene.split}/${scene.name}.txt` : '',
    kind: !speaking ? 'noise' : scene.layers.length > 0 ? 'mixed' : 'speech',
    split: scene.split,
    speaker: scene.voice?.name ?? '',
    language: scene.voice?.language ?? '',
    duration_s: (samples.length / sampleRate).toFixed(3),
    speech_s: spans.reduce((seconds, { start, end }) => seconds + end - start, 0).toFixed(3),
    label_quality: speaking ? 'exact' : '',
    subtype: scene.layers.map(({ kind }) => kind).join('+'),
    licence: 'CC0 1.0',
    shippable: '1',
    source: speaking ? 'espeak-ng and synthesised noise' : 'synthesised noise',
    note: scene.acoustics ? `room ${scene.acoustics.room.reverberationSeconds.toFixed(2)} s` : 'no room',
    rms_dbfs: decibels(meanPower(samples)).toFixed(1),
    peak: peakOf(samples).toFixed(3),
    snr_db: Number.isFinite(snr) ? snr.toFixed(1) : '',
  };
}

/** The manifest as CSV with a header line. No cell of ours holds a comma or a quote. */
export function formatManifest(rows: readonly Row[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

import type { ModelFiles } from '../network/network-messages.ts';

/** The two files of a model, or the archive that the player saves them in. */
export type ModelChoice = { readonly modelJson: File; readonly weights: File } | { readonly archive: File };

/** What a person dropped or chose: a recording, its labels, a model, or several of these. */
export interface SortedFiles {
  readonly recording?: File;
  readonly labels?: File;
  readonly model?: ModelChoice;
}

/** How names of label files end; formats that are read are told apart by their content. */
export const LABEL_ENDINGS: readonly string[] = [
  ...['.csv', '.tsv', '.txt', '.json', '.jams', '.textgrid', '.eaf', '.rttm', '.uem'],
  ...['.srt', '.vtt', '.tag', '.tags', '.scv', '.segments'],
];

/**
 * Tells recordings, label files and models apart, by their names.
 *
 * @throws Error in plain words where something is missing or empty, or more than one of a sort is there
 * @example sortFiles([talkWav]).recording === talkWav
 */
export function sortFiles(files: readonly File[]): SortedFiles {
  const endsWith = ({ name }: File, endings: readonly string[]) =>
    endings.some((ending) => name.toLowerCase().endsWith(ending));
  const archive = files.find((file) => endsWith(file, ['.zip']));
  const weights = files.find((file) => endsWith(file, ['.bin']));
  const modelJson =
    files.find(({ name }) => name === 'model.json') ??
    (weights && files.find((file) => endsWith(file, ['.json'])));
  const others = files.filter((file) => ![archive, weights, modelJson].includes(file));
  const labels = others.filter((file) => endsWith(file, LABEL_ENDINGS));
  const recordings = others.filter((file) => !labels.includes(file));

  if (Boolean(modelJson) !== Boolean(weights))
    throw new Error('A model is two files, model.json and weights.bin. Choose both of them at once.');
  if (recordings.length > 1)
    throw new Error(`Those are ${recordings.length} recordings. One is opened at a time: choose one.`);
  if (labels.length > 1)
    throw new Error(`Those are ${labels.length} label files. One is read at a time: choose one.`);
  if (recordings[0]?.size === 0)
    throw new Error(`${recordings[0].name} is empty. Choose a recording, such as a WAV, FLAC or MP3 file.`);
  return {
    ...(recordings[0] && { recording: recordings[0] }),
    ...(labels[0] && { labels: labels[0] }),
    ...(modelJson && weights && { model: { modelJson, weights } }),
    ...(archive && { model: { archive } }),
  };
}

/**
 * Reads a model from the person's own disk.
 *
 * @throws Error in plain words where an archive holds no model
 */
export async function readModel(model: ModelChoice): Promise<ModelFiles> {
  if ('archive' in model) {
    const { readModelArchive } = await import('./model-archive.ts');
    return readModelArchive(model.archive);
  }
  return {
    modelJson: await model.modelJson.text(),
    weights: new Uint8Array(await model.weights.arrayBuffer()),
    source: model.modelJson.name,
  };
}

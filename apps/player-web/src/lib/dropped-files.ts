import type { ModelFiles } from './classifier-messages.ts';

/** What a person dropped or chose: a recording, the two files of a model, or both. */
export interface SortedFiles {
  readonly recording?: File;
  readonly model?: { readonly modelJson: File; readonly weights: File };
}

/**
 * Tells recordings from the two files of a model, by their names.
 *
 * @throws Error in plain words where something is missing or empty, or more than one recording is there
 * @example sortFiles([talkWav]).recording === talkWav
 */
export function sortFiles(files: readonly File[]): SortedFiles {
  const modelJson = files.find(({ name }) => name.endsWith('.json'));
  const weights = files.find(({ name }) => name.endsWith('.bin'));
  const recordings = files.filter((file) => file !== modelJson && file !== weights);
  if (Boolean(modelJson) !== Boolean(weights))
    throw new Error('A model is two files, model.json and weights.bin. Choose both of them at once.');
  if (recordings.length > 1)
    throw new Error(`Those are ${recordings.length} recordings. One is opened at a time: choose one.`);
  if (recordings[0]?.size === 0)
    throw new Error(`${recordings[0].name} is empty. Choose a recording, such as a WAV, FLAC or MP3 file.`);
  return {
    ...(recordings[0] && { recording: recordings[0] }),
    ...(modelJson && weights && { model: { modelJson, weights } }),
  };
}

/** Reads the two files of a model from the person's own disk. */
export async function readModel({
  modelJson,
  weights,
}: NonNullable<SortedFiles['model']>): Promise<ModelFiles> {
  return {
    modelJson: await modelJson.text(),
    weights: new Uint8Array(await weights.arrayBuffer()),
    source: modelJson.name,
  };
}

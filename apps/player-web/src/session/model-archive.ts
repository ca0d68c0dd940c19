import { strFromU8, unzipSync, zipSync } from 'fflate';
import type { ArtifactFiles } from '@earmark/models';
import type { ModelFiles } from '../network/network-messages.ts';

/** What an archive holds beside the two files of the model. */
interface Enclosed {
  /** Holds the two files: what `--from` and `--model` of the trainer are told. */
  readonly folder?: string;
  /** Further files, by their path within the archive. */
  readonly others?: Readonly<Record<string, Uint8Array>>;
}

/**
 * Packs a model, and what goes along with it, into a ZIP file.
 *
 * @example modelArchive('my-birds.zip', files, { others: { 'labels/dawn.txt': bytes } }).size
 */
export function modelArchive(
  name: string,
  { modelJson, weights }: ArtifactFiles,
  { folder = 'model', others = {} }: Enclosed = {},
): File {
  const zipped = zipSync({
    [`${folder}/model.json`]: new TextEncoder().encode(modelJson),
    [`${folder}/weights.bin`]: weights,
    ...others,
  });
  return new File([new Uint8Array(zipped)], name, { type: 'application/zip' });
}

/**
 * The two files of the model in an archive, in whichever folder they lie.
 *
 * @throws Error in plain words where the file is no ZIP file, or holds no model
 */
export async function readModelArchive(archive: File): Promise<ModelFiles> {
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const isWanted = ({ name }: { readonly name: string }) => /(^|\/)(model\.json|weights\.bin)$/.test(name);
  const files = unzip(bytes, archive.name, isWanted);
  const jsonPath = Object.keys(files).find((path) => path.endsWith('model.json'));
  const weights = jsonPath && files[jsonPath.replace(/model\.json$/, 'weights.bin')];
  if (!jsonPath || !weights)
    throw new Error(
      `${archive.name} holds no model: expected model.json and weights.bin in one folder of the archive.`,
    );
  return { modelJson: strFromU8(files[jsonPath]!), weights: new Uint8Array(weights), source: archive.name };
}

function unzip(
  bytes: Uint8Array,
  name: string,
  filter: (file: { readonly name: string }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw new Error(
      `${name} can’t be unpacked (${(error as Error).message}). Save it once more, or choose model.json and weights.bin.`,
      { cause: error },
    );
  }
}

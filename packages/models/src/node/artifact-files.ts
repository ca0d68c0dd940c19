import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import {
  deserializeArtifact,
  deserializeEncoder,
  serializeArtifact,
  serializeEncoder,
  type ArtifactFiles,
  type Classifier,
  type Encoder,
} from '../artifact.ts';
import { ContractError } from '../contract.ts';

/**
 * Writes an artifact into a folder, as `model.json` and `weights.bin`. The JSON comes last, so a folder that has one is complete.
 *
 * @example await writeArtifact('runs/first/model', classifier)
 */
export async function writeArtifact(folder: string, classifier: Classifier): Promise<void> {
  await writeFiles(folder, await serializeArtifact(classifier));
}

/** Writes an encoder as `writeArtifact` does. */
export async function writeEncoder(folder: string, encoder: Encoder): Promise<void> {
  await writeFiles(folder, await serializeEncoder(encoder));
}

/**
 * Reads the artifact in a folder.
 *
 * @throws ContractError where the folder holds no artifact, or one that does not fit its contract
 * @example const classifier = await readArtifact('runs/latest/model')
 */
export async function readArtifact(folder: string): Promise<Classifier> {
  const { modelJson, weights } = await readFiles(folder);
  return deserializeArtifact(modelJson, weights, folder);
}

/**
 * Reads what a network in a folder makes of a window: a pre-trained one's, or a classifier's before its last layer.
 *
 * @throws ContractError as `readArtifact`
 * @example const encoder = await readEncoder('runs/pretrained/model')
 */
export async function readEncoder(folder: string): Promise<Encoder> {
  const { modelJson, weights } = await readFiles(folder);
  return deserializeEncoder(modelJson, weights, folder);
}

async function writeFiles(folder: string, { modelJson, weights }: ArtifactFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, 'weights.bin'), weights);
  await writeAtomically(join(folder, 'model.json'), modelJson);
}

async function readFiles(folder: string): Promise<{ modelJson: string; weights: Uint8Array }> {
  const read = async (name: string) => {
    try {
      return await readFile(join(folder, name));
    } catch {
      throw new ContractError(
        `${folder} holds no model: ${name} cannot be read; name a folder with model.json and weights.bin`,
      );
    }
  };
  return { modelJson: (await read('model.json')).toString('utf8'), weights: await read('weights.bin') };
}

import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { deserializeArtifact, serializeArtifact, type Classifier } from '../artifact.ts';
import { ContractError } from '../contract.ts';

/**
 * Writes an artifact into a folder, as `model.json` and `weights.bin`. The JSON comes last, so a folder that has one is complete.
 *
 * @example await writeArtifact('runs/first/model', classifier)
 */
export async function writeArtifact(folder: string, classifier: Classifier): Promise<void> {
  const { modelJson, weights } = await serializeArtifact(classifier);
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, 'weights.bin'), weights);
  await writeAtomically(join(folder, 'model.json'), modelJson);
}

/**
 * Reads the artifact in a folder.
 *
 * @throws ContractError where the folder holds no artifact, or one that does not fit its contract
 * @example const classifier = await readArtifact('runs/latest/model')
 */
export async function readArtifact(folder: string): Promise<Classifier> {
  const read = async (name: string) => {
    try {
      return await readFile(join(folder, name));
    } catch {
      throw new ContractError(
        `${folder} holds no model: ${name} cannot be read; name a folder with model.json and weights.bin`,
      );
    }
  };
  const modelJson = await read('model.json');
  return deserializeArtifact(modelJson.toString('utf8'), await read('weights.bin'), folder);
}

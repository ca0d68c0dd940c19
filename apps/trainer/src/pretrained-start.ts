import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ContractError, readContract, type Encoder } from '@earmark/models';
import { pretrainedModels, readEncoder } from '@earmark/models/node';
import { chosenModel } from './chosen-model.ts';

/** A trained network to start from. */
export interface PretrainedStart {
  readonly encoder: Encoder;
  /** The labels that it told apart; none where it was trained without labels. */
  readonly labels: readonly string[];
  /** Absolute path of the folder that it lies in. */
  readonly model: string;
  /** SHA-256 of its weights. */
  readonly weightsHash: string;
}

/**
 * Opens a network that a person names to start from: a run of `pretrain` or of `train`, a folder with a model, or one that comes along.
 *
 * @param expectedHash of a run that goes on: the weights that it began with
 * @throws Error where there is no such model, or where its weights have changed since
 */
export async function openPretrainedStart(named: string, expectedHash?: string): Promise<PretrainedStart> {
  const { folder } = await chosenModel(named, await pretrainedModels());
  const weightsHash = createHash('sha256')
    .update(await readFile(join(folder, 'weights.bin')))
    .digest('hex');
  if (expectedHash !== undefined && weightsHash !== expectedHash)
    throw new Error(`${folder} holds other weights than those that the run began with: start a new run`);
  return { encoder: await readEncoder(folder), labels: await labelsOf(folder), model: folder, weightsHash };
}

async function labelsOf(folder: string): Promise<readonly string[]> {
  try {
    return readContract(await readFile(join(folder, 'model.json'), 'utf8'), folder).labels;
  } catch (error) {
    // What was read as an encoder and is no classifier was trained without labels.
    if (error instanceof ContractError) return [];
    throw error;
  }
}

/**
 * One line on the labels of the recordings that the network does not know, and on those that it loses; nothing where they are the same.
 *
 * @example changedLabels(['noise', 'speech'], ['bird', 'noise']) // 'new to the network: bird; no longer told apart: speech'
 */
export function changedLabels(known: readonly string[], wanted: readonly string[]): string {
  if (known.length === 0) return '';
  const added = wanted.filter((label) => !known.includes(label));
  const lost = known.filter((label) => !wanted.includes(label));
  return [
    ...(added.length > 0 ? [`new to the network: ${added.join(', ')}`] : []),
    ...(lost.length > 0 ? [`no longer told apart: ${lost.join(', ')}`] : []),
  ].join('; ');
}

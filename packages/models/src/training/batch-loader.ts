import type { ModelContract } from '../contract.ts';
import type { InputContract } from '../inference/answer-stream.ts';
import { backgroundSpans } from './augmentation.ts';
import { readBatch, type Batch } from './batch.ts';
import type { Recipe } from './recipe.ts';
import { drawSpans, type LabelledFrames } from './spans.ts';

/** The batches of one epoch, of which any can be read, in any order: a resumed run starts in the middle. */
export interface EpochBatches {
  readonly steps: number;
  /** @param step from 0 to `steps - 1` */
  read(step: number): Batch;
}

/**
 * Prepares what training sees. It has no state: the seed, epoch and step decide which spans are in a batch and what is done to them.
 *
 * Batches are read when they are asked for, in the thread that trains: a batch takes a few milliseconds, a step of the network many
 * times that (`tools/bench/loader.ts` measures both), so there is little that a thread of its own could save.
 *
 * @returns the batches of an epoch
 * @throws RangeError where no recording has both a labelled frame and a weight above 0
 * @example
 * const epochBatches = createBatchLoader(train, contract, defaultRecipe, 1);
 * const { steps, read } = epochBatches(0);
 */
export function createBatchLoader(
  recordings: readonly LabelledFrames[],
  contract: InputContract & Pick<ModelContract, 'labels' | 'decision'>,
  { spanFrames, batchSize, augmentation, balance }: Recipe,
  seed: number,
): (epoch: number) => EpochBatches {
  if (!recordings.some(({ targets, weight }) => weight !== 0 && targets.some((target) => target >= 0)))
    throw new RangeError(
      'no training frame has a label and a weight above 0: label some, or weigh them more',
    );
  const background = backgroundSpans(recordings, contract);
  return (epoch) => {
    const spans = drawSpans(recordings, spanFrames, seed, epoch, balance);
    return {
      steps: Math.ceil(spans.length / batchSize),
      read(step) {
        const drawn = spans.slice(step * batchSize, (step + 1) * batchSize);
        const seeds = [seed, epoch, step];
        return readBatch(drawn, contract, spanFrames, { options: augmentation, background, seeds });
      },
    };
  };
}

import { describe, expect, it } from '@jest/globals';
import { smallContract, smallRecipe, swellingRecording } from '../small-model.fixture.ts';
import { createBatchLoader } from './batch-loader.ts';

const recordings = [1, 2].map((seed) => swellingRecording(`recording ${seed}`, 400, seed));

describe('createBatchLoader', () => {
  it('reads any batch of an epoch, in any order', () => {
    const inOrder = createBatchLoader(recordings, smallContract, smallRecipe, 3)(2);
    const batches = Array.from({ length: inOrder.steps }, (_, step) => inOrder.read(step));
    const other = createBatchLoader(recordings, smallContract, smallRecipe, 3);
    other(0).read(0);
    for (let step = inOrder.steps - 1; step >= 0; step--) expect(other(2).read(step)).toEqual(batches[step]);
    expect(other(1).read(0)).not.toEqual(batches[0]);
  });

  it('shows every labelled frame once an epoch', () => {
    const { steps, read } = createBatchLoader(recordings, smallContract, smallRecipe, 3)(0);
    let frames = 0;
    for (let step = 0; step < steps; step++)
      frames += read(step).targets.filter((target) => target >= 0).length;
    expect(frames).toBe(800);
  });

  it('says so where there is nothing to learn from', () => {
    const unlabelled = recordings.map((recording) => ({
      ...recording,
      targets: new Int8Array(400).fill(-1),
    }));
    const weightless = recordings.map((recording) => ({ ...recording, weight: 0 }));
    for (const nothing of [unlabelled, weightless, [unlabelled[0]!, weightless[0]!]])
      expect(() => createBatchLoader(nothing, smallContract, smallRecipe, 3)).toThrow(
        'no training frame has a label and a weight above 0',
      );
  });

  it('has a batch in every epoch, however little the recordings weigh', () => {
    const light = recordings.map((recording) => ({ ...recording, weight: 1e-3 }));
    const epochBatches = createBatchLoader(light, smallContract, smallRecipe, 3);
    for (let epoch = 0; epoch < 20; epoch++) {
      const { steps, read } = epochBatches(epoch);
      expect(steps).toBe(1);
      expect(read(0).spans).toBe(1);
    }
  });
});

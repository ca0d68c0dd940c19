import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier, swellingRecording } from '../small-model.fixture.ts';
import { validate } from './validate.ts';

const valid = [swellingRecording('valid', 100, 11)];

/** A classifier whose logits are those, whatever it hears. */
function constantClassifier(logits: number[]) {
  const classifier = smallClassifier();
  const layer = classifier.network.getLayer('logits');
  tf.tidy(() => layer.setWeights([tf.zeros(layer.getWeights()[0]!.shape), tf.tensor1d(logits)]));
  return classifier;
}

describe('validate', () => {
  beforeAll(() => selectBackend('wasm'));

  it('measures the cross-entropy in nats', async () => {
    const { validLoss, validRocAuc } = await validate(constantClassifier([0, 0]), valid);
    expect(validLoss).toBeCloseTo(Math.log(2), 6);
    expect(validRocAuc).toBe(0.5);
  });

  it.each([NaN, Infinity])(
    'tells of a network that answers %p by a loss that is not finite',
    async (logit) => {
      const { validLoss, validRocAuc, validF1 } = await validate(constantClassifier([0, logit]), valid);
      expect(Number.isFinite(validLoss)).toBe(false);
      expect([validRocAuc, validF1]).toEqual([NaN, NaN]);
    },
  );
});

import { createRandom } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture } from '../training/every-architecture.fixture.ts';
import { classify } from './classify.ts';
import { createLiveClassifier } from './live-classifier.ts';

beforeAll(() => selectBackend('wasm'));

const random = createRandom(1);
const samples = Float32Array.from({ length: 11_025 }, (_, i) => (i > 5000 ? 0.3 : 0.01) * random.normal());

describe.each(everyArchitecture)('createLiveClassifier with $name', (architecture) => {
  const contract = contractFor(architecture);

  it('gives the posteriors of classify once they are final, however the samples come', async () => {
    const classifier = smallClassifier(1, contract);
    const { posteriors } = await classify(classifier, [samples], 11_025);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 10 }),
        async (sizes) => {
          const live = await createLiveClassifier(classifier, 11_025);
          const finals: Float32Array[] = [];
          let at = 0;
          for (const size of sizes) finals.push((await live.push(samples.subarray(at, (at += size)))).final);
          const final = concatenate(finals);
          expect(final.length).toBeLessThanOrEqual(posteriors.values.length);
          final.forEach((value, i) => expect(Math.abs(value - posteriors.values[i]!)).toBeLessThan(1e-5));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('gives a posterior with the first frames, and the frames themselves', async () => {
    const live = await createLiveClassifier(smallClassifier(1, contract), 16_000);
    expect(await live.push(samples.subarray(0, 300))).toEqual({
      frames: new Float32Array(0),
      provisional: new Float32Array(0),
      final: new Float32Array(0),
    });
    const tensors = tf.memory().numTensors;
    const { frames, provisional } = await live.push(samples.subarray(300, 880));
    expect(frames).toHaveLength(4 * contract.features.bands);
    expect(provisional).toHaveLength(2);
    expect(provisional[0]! + provisional[1]!).toBeCloseTo(1, 6);
    expect(tf.memory().numTensors).toBe(tensors);
    const later = await live.push(samples.subarray(880, 890));
    expect(later.provisional).toEqual(provisional);
    expect((await live.push(samples.subarray(6000, 8000))).provisional).not.toEqual(provisional);
  });
});

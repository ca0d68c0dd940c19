import { createRandom } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { defaultDilatedConv } from '../architectures/dilated-conv.ts';
import { buildNetwork } from '../architectures/index.ts';
import { leftContextFrames, windowSpecOf } from '../architectures/window.ts';
import { encoderOf, type Classifier } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier, smallContract } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture, loudRecording } from '../training/every-architecture.fixture.ts';
import { createAnswerStream } from './answer-stream.ts';

const bands = 24;
const architecture = {
  ...defaultDilatedConv,
  filters: [2, 2, 3] as [number, number, number],
  channels: 4,
  dilations: [1, 2],
  lookahead: 8,
};

/** A classifier that answers four frames at a time. */
function stridedClassifier(): Classifier {
  const windows = windowSpecOf(architecture);
  const flat = { mean: new Array<number>(bands).fill(-50), deviation: new Array<number>(bands).fill(10) };
  const features = { ...smallContract.features, bands };
  const contract = { ...smallContract, features, windows, architecture, normalization: flat };
  return {
    contract,
    network: buildNetwork(architecture, { windowFrames: windows.frames, bands, labels: 2 }, 4),
  };
}

const noise = (frames: number, seed: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length: frames * bands }, () => -50 + 10 * random.normal());
};

const whole = async (classifier: Parameters<typeof createAnswerStream>[0], values: Float32Array) => {
  const stream = createAnswerStream(classifier);
  return concatenate([await stream.push(values), await stream.flush()]);
};

describe('createAnswerStream with a network that answers four frames at once', () => {
  beforeAll(() => selectBackend('wasm'));

  it('answers every frame once, however the frames come in, to the same numbers', async () => {
    const classifier = stridedClassifier();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(1, 6, 2048),
        async (sizes, minFrames) => {
          const frames = sizes.reduce((a, b) => a + b, 0);
          const values = noise(frames, 5);
          const stream = createAnswerStream(classifier, minFrames);
          const parts: Float32Array[] = [];
          let at = 0;
          for (const size of sizes) {
            parts.push(await stream.push(values.subarray(at * bands, (at + size) * bands)));
            at += size;
          }
          parts.push(await stream.flush());
          const cut = concatenate(parts);
          const once = await whole(classifier, values);
          expect(once).toHaveLength(frames * 2);
          expect(cut).toHaveLength(frames * 2);
          cut.forEach((value, i) => expect(Math.abs(value - once[i]!)).toBeLessThan(1e-5));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('answers a frame from its past and no more than the lookahead of its future', async () => {
    const classifier = stridedClassifier();
    const values = noise(120, 6);
    const changed = values.slice().fill(0, 80 * bands, 81 * bands);
    const [before, after] = [await whole(classifier, values), await whole(classifier, changed)];
    const first = before.findIndex((value, i) => Math.abs(value - after[i]!) > 1e-6) >> 1;
    // Frames 72 to 75 are answered together and see 8 more, up to frame 83; those before see up to frame 79.
    expect(first).toBe(72);
  });

  it('starts anew after a flush', async () => {
    const classifier = stridedClassifier();
    const values = noise(50, 7);
    const stream = createAnswerStream(classifier);
    const once = concatenate([await stream.push(values), await stream.flush()]);
    const again = concatenate([await stream.push(values), await stream.flush()]);
    expect(again).toEqual(once);
    expect(await stream.flush()).toHaveLength(0);
  });

  it('gives one embedding for each window where the network is cut before its logits', async () => {
    const classifier = stridedClassifier();
    const encoder = encoderOf(classifier);
    expect(await whole(encoder, noise(50, 8))).toHaveLength(Math.ceil(50 / 4) * 4);
  });
});

const everyClassifier = everyArchitecture.map((architecture) => [architecture.name, architecture] as const);

describe.each(everyClassifier)('createAnswerStream with %s', (_, architecture) => {
  beforeAll(() => selectBackend('wasm'));
  const contract = contractFor(architecture);
  const { bands } = contract.features;
  const values = loudRecording(contract, 1).source.read(0, 70);
  const cut = (from: number, to: number) => values.slice(from * bands, to * bands);

  it('refuses what is no finite number, naming the frame, and goes on as if it had not come', async () => {
    const classifier = smallClassifier(1, contract);
    const expected = await whole(classifier, values);
    const stream = createAnswerStream(classifier, 1);
    const head = await stream.push(cut(0, 40));
    const broken = cut(40, 70);
    broken[2 * bands + 5] = NaN;
    await expect(stream.push(broken)).rejects.toThrow('frame 42 has the value NaN in band 5');
    const parts = [head, await stream.push(cut(40, 70)), await stream.flush()];
    concatenate(parts).forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5));
    await expect(stream.push(broken)).rejects.toThrow('frame 2 has the value NaN');
  });

  it('gives the same answers where nobody waits between pushes, and recordings', async () => {
    const classifier = smallClassifier(1, contract);
    const expected = await whole(classifier, values);
    const stream = createAnswerStream(classifier, 1);
    const recording = () => [
      ...[0, 10, 20, 30, 40, 50, 60].map((from) => stream.push(cut(from, from + 10))),
      stream.flush(),
    ];
    const both = [recording(), recording()];
    for (const answers of both) {
      const joined = concatenate(await Promise.all(answers));
      expect(joined).toHaveLength(expected.length);
      joined.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5));
    }
  });

  it.each(['push', 'flush'] as const)('begins another recording where a %s has failed', async (failing) => {
    const classifier = smallClassifier(1, contract);
    const expected = await whole(classifier, values);
    const stream = createAnswerStream(classifier, 30);
    const { backend } = tf.engine();
    await stream.push(cut(0, 40));
    await stream.push(cut(40, 50));
    const write = jest.spyOn(backend, 'write').mockImplementation(() => {
      throw new Error('out of memory');
    });
    const failed = failing === 'push' ? stream.push(cut(50, 70)) : stream.flush();
    await expect(failed).rejects.toThrow('out of memory');
    write.mockRestore();
    expect(concatenate([await stream.push(values), await stream.flush()])).toEqual(expected);
  });

  it('answers the newest frame at once, as if the sound went on in reverse, and goes on as if it had not', async () => {
    const classifier = smallClassifier(1, contract);
    const { hop, frames: windowFrames } = contract.windows;
    const right = windowFrames - hop - leftContextFrames(architecture, contract.windows);
    const expected = await whole(classifier, values);
    const stream = createAnswerStream(classifier, 6);
    expect(await stream.peek()).toHaveLength(0);
    const parts: Float32Array[] = [];
    for (let to = hop; to <= 68; to += hop) {
      parts.push(await stream.push(cut(to - hop, to)));
      const image = Array.from({ length: right }, (_, i) => Math.max(0, to - 1 - i));
      const goneOn = concatenate([cut(0, to), ...image.map((frame) => cut(frame, frame + 1))]);
      const logits = (await whole(classifier, goneOn)).subarray(2 * (to - 1), 2 * to);
      const peeked = await stream.peek();
      expect(peeked).toHaveLength(2);
      peeked.forEach((value, i) => expect(Math.abs(value - logits[i]!)).toBeLessThan(1e-5));
    }
    parts.push(await stream.push(cut(68, 70)), await stream.flush());
    concatenate(parts).forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5));
    expect(await stream.peek()).toHaveLength(0);
  });
});

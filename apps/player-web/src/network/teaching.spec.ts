import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { selectBackend } from '@earmark/models';
import { hearRecording } from './hearing.ts';
import { classifierModel } from './opened-models.ts';
import { openDecoded, smallClassifier, someLabels, swellingNoise } from './small-models.fixture.ts';
import { teach } from './teaching.ts';

beforeAll(() => selectBackend('wasm'));

/** Of a network. */
interface Disposable {
  dispose(): unknown;
}

const made = { backend: 'wasm', versions: {} };
const request = {
  ...{ encoder: 1, segments: someLabels, labels: ['quiet', 'loud'], background: 'quiet', name: 'talk.wav' },
};

/** A model that heard a recording with more embeddings than are kept. */
async function tooMuchToKeep() {
  const counts = { pieces: 0, open: 0 };
  const open = async () => {
    counts.open++;
    const sound = await openDecoded(swellingNoise());
    return {
      ...sound,
      async *pieces() {
        for await (const piece of sound.pieces()) {
          counts.pieces++;
          yield piece;
        }
      },
      close() {
        counts.open--;
      },
    };
  };
  const model = classifierModel(smallClassifier(), 'small');
  const options = { onProgress: () => {}, signal: new AbortController().signal, maxEmbeddingBytes: 1000 };
  const heard = await hearRecording(model, open, options);
  counts.pieces = 0;
  return { model: { ...model, heard }, counts };
}

describe('teach, where the recording has to be heard again', () => {
  it('says how far it is', async () => {
    const { model, counts } = await tooMuchToKeep();
    const said: number[] = [];
    const { signal } = new AbortController();
    await teach(model, request, made, { signal, onProgress: (done) => said.push(done) });
    // It goes through the recording twice.
    expect(said).toEqual(expect.arrayContaining([0, 0.5]));
    expect(said).toEqual(said.toSorted((a, b) => a - b));
    expect(said.at(-1)).toBeLessThanOrEqual(1);
    expect(counts).toEqual({ pieces: 64, open: 0 });
  });

  it.each([0, 0.5])('ends soon where it is aborted at %d, and leaves nothing open', async (at) => {
    const { model, counts } = await tooMuchToKeep();
    const dispose = jest.spyOn(model.classifier!.network.constructor.prototype as Disposable, 'dispose');
    const controller = new AbortController();
    const onProgress = (done: number) => done === at && controller.abort(new Error('cancelled'));
    const teaching = teach(model, request, made, { signal: controller.signal, onProgress });
    await expect(teaching).rejects.toThrow('cancelled');
    // Half way there is a new model already.
    expect(dispose).toHaveBeenCalledTimes(at === 0 ? 0 : 1);
    dispose.mockRestore();
    expect(counts.open).toBe(0);
    expect(counts.pieces).toBeGreaterThanOrEqual(64 * at);
    expect(counts.pieces).toBeLessThan(64 * at + 32);
  });
});

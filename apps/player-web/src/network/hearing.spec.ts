import { beforeAll, describe, expect, it } from '@jest/globals';
import { embeddedLogits, encoderOf, selectBackend } from '@earmark/models';
import { hearRecording } from './hearing.ts';
import { openDecoded, smallClassifier, swellingNoise } from './small-models.fixture.ts';

beforeAll(() => selectBackend('wasm'));

/** What hearing costs: recordings that were opened, and how many of them are open still. */
function counted() {
  const counts = { opened: 0, open: 0 };
  const close = () => {
    counts.open--;
  };
  const open = async () => {
    counts.opened++;
    counts.open++;
    return { ...(await openDecoded(swellingNoise())), close };
  };
  return { counts, open };
}

describe('hearRecording', () => {
  const newModel = () => {
    const classifier = smallClassifier();
    return { classifier, encoder: encoderOf(classifier) };
  };
  const options = { onProgress: () => {}, signal: new AbortController().signal };

  it('keeps the embeddings, up to a limit; beyond it they are heard again, to the same numbers', async () => {
    const model = newModel();
    const { classifier } = model;
    const [kept, many] = [counted(), counted()];
    const heard = await hearRecording(model, kept.open, options);
    const beyond = await hearRecording(model, many.open, { ...options, maxEmbeddingBytes: 1000 });
    const logits = await embeddedLogits(heard.embedded, classifier);
    expect(await embeddedLogits(beyond.embedded, classifier)).toEqual(logits);
    expect(await embeddedLogits(beyond.embedded, classifier)).toEqual(logits);
    expect(kept.counts).toEqual({ opened: 1, open: 0 });
    expect(many.counts).toEqual({ opened: 3, open: 0 });
    expect(beyond.stretches).toEqual(heard.stretches);
  });

  it('closes the recording where it is ended', async () => {
    const { counts, open } = counted();
    const signal = AbortSignal.abort(new Error('not wanted any more'));
    await expect(hearRecording(newModel(), open, { ...options, signal })).rejects.toThrow(
      'not wanted any more',
    );
    expect(counts).toEqual({ opened: 1, open: 0 });
  });
});

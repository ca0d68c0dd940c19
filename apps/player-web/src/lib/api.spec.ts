import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { fetchModel, fetchOffers, fetchRecording } from './api.ts';

const realFetch = globalThis.fetch;
afterEach(() => void (globalThis.fetch = realFetch));

/** Answers each URL with what is written for it, others with a problem. */
function answerWith(answers: Record<string, unknown>): void {
  globalThis.fetch = jest.fn(async (url: unknown) => {
    const body = answers[String(url)];
    if (body instanceof Uint8Array) return new Response(new Uint8Array(body));
    if (body !== undefined) return Response.json(body);
    return Response.json({ detail: `There is no ${String(url)}.` }, { status: 404 });
  });
}

describe('fetchOffers', () => {
  it('joins models and recordings', async () => {
    const models = [{ name: 'first', labels: ['a', 'b'], createdAt: '', test: null }];
    const recordings = [{ name: 'a.wav', kind: 'mixed', url: '/api/recordings/a.wav' }];
    answerWith({
      '/api/models': { models, default: 'second', latest: 'first', unreadable: [] },
      '/api/recordings': { recordings },
    });
    expect(await fetchOffers()).toEqual({ models, defaultModel: 'second', recordings });
  });

  it('says in plain words that nobody answers', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(fetchOffers()).rejects.toThrow('does not answer');
  });
});

describe('fetchModel', () => {
  it('fetches both files, whatever the name', async () => {
    const folder = '/api/models/a%2Fb%20c';
    answerWith({ [`${folder}/model.json`]: { x: 1 }, [`${folder}/weights.bin`]: Uint8Array.of(1, 2) });
    expect(await fetchModel('a/b c')).toEqual({
      modelJson: '{"x":1}',
      weights: Uint8Array.of(1, 2),
      source: 'a/b c',
    });
  });

  it('passes on what the API says', async () => {
    answerWith({});
    await expect(fetchModel('gone')).rejects.toThrow('There is no /api/models/gone/model.json.');
  });
});

describe('fetchRecording', () => {
  it('names the file after the last part of its name', async () => {
    answerWith({ '/r': Uint8Array.of(9) });
    const file = await fetchRecording({ name: 'test/a.wav', kind: 'mixed', url: '/r' });
    expect([file.name, file.size]).toEqual(['a.wav', 1]);
  });
});

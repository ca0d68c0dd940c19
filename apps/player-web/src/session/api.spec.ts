import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { fetchLabels, fetchModel, fetchOffers, fetchRecording, type OfferedModel } from './api.ts';

const realFetch = globalThis.fetch;
afterEach(() => void (globalThis.fetch = realFetch));

/** Answers each URL with what is written for it, others with a problem. */
function answerWith(answers: Record<string, unknown>): void {
  globalThis.fetch = jest.fn(async (url: unknown) => {
    const body = answers[String(url)];
    if (body instanceof Uint8Array) return new Response(new Uint8Array(body));
    if (typeof body === 'string') return new Response(body);
    if (body !== undefined) return Response.json(body);
    return Response.json({ detail: `There is no ${String(url)}.` }, { status: 404 });
  });
}

const model = { labels: ['a', 'b'], createdAt: '', test: null };
const offered = (name: string, url: string): OfferedModel => ({ ...model, name, url });
const recording = (name: string, url: string) => ({ name, kind: 'mixed', url });

const shipped = {
  models: [offered('small', 'models/small'), offered('large', 'models/large')],
  defaultModel: 'small',
  recordings: [recording('a.wav', 'recordings/a.wav'), recording('b.wav', 'recordings/b.wav')],
};
const served = {
  '/api/models': {
    models: [
      { ...model, name: 'my run/1' },
      { ...model, name: 'large' },
    ],
    default: 'large',
    latest: 'my run/1',
    unreadable: [],
  },
  '/api/recordings': { recordings: [recording('b.wav', '/api/recordings/b.wav')] },
};

describe('fetchOffers', () => {
  it('joins what the API offers with what comes along, each name once', async () => {
    answerWith({ 'offers.json': shipped, ...served });
    expect(await fetchOffers()).toEqual({
      models: [
        offered('my run/1', '/api/models/my%20run%2F1'),
        offered('large', '/api/models/large'),
        offered('small', 'models/small'),
      ],
      defaultModel: 'large',
      recordings: [recording('b.wav', '/api/recordings/b.wav'), recording('a.wav', 'recordings/a.wav')],
    });
  });

  it('takes the default that comes along where the API has none', async () => {
    answerWith({ 'offers.json': shipped, ...served, '/api/models': { models: [], default: null } });
    expect((await fetchOffers()).defaultModel).toBe('small');
  });

  it.each([
    ['is none', {}],
    ['is half there', { '/api/models': served['/api/models'] }],
    ['is a page', { '/api/models': '<!doctype html>', '/api/recordings': '<!doctype html>' }],
  ])('does without the API where there %s', async (_, api) => {
    answerWith({ 'offers.json': shipped, ...api });
    expect(await fetchOffers()).toEqual(shipped);
  });

  it('does with the API alone', async () => {
    answerWith(served);
    expect((await fetchOffers()).models.map(({ name }) => name)).toEqual(['my run/1', 'large']);
  });

  it('says in plain words that nobody answers', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(fetchOffers()).rejects.toThrow('does not answer');
  });
});

describe('fetchModel', () => {
  it('fetches both files', async () => {
    answerWith({ 'models/x/model.json': { x: 1 }, 'models/x/weights.bin': Uint8Array.of(1, 2) });
    expect(await fetchModel(offered('x', 'models/x'))).toEqual({
      modelJson: '{"x":1}',
      weights: Uint8Array.of(1, 2),
      source: 'x',
    });
  });

  it('passes on what the API says', async () => {
    answerWith({});
    await expect(fetchModel(offered('gone', '/api/models/gone'))).rejects.toThrow(
      'There is no /api/models/gone/model.json.',
    );
  });

  it('says in plain words that the server has gone', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(fetchModel(offered('x', 'models/x'))).rejects.toThrow('does not answer');
  });
});

describe('fetchRecording', () => {
  it('names the file after the last part of its name', async () => {
    answerWith({ '/r': Uint8Array.of(9) });
    const file = await fetchRecording(recording('test/a.wav', '/r'));
    expect([file.name, file.size]).toEqual(['a.wav', 1]);
  });

  it('can be given up', async () => {
    const given = new AbortController();
    given.abort(new Error('Another one was chosen.'));
    globalThis.fetch = (_url, options) => Promise.reject(options?.signal?.reason as Error);
    const fetching = fetchRecording(recording('a.wav', '/r'), given.signal);
    await expect(fetching).rejects.toThrow('Another one was chosen.');
  });
});

describe('fetchLabels', () => {
  it('fetches the labels where there are some', async () => {
    answerWith({ '/l': { earmarkAnnotations: 1, annotations: [] } });
    const file = await fetchLabels({ ...recording('test/a.wav', '/r'), labelUrl: '/l' });
    expect([file?.name, await file?.text()]).toEqual([
      'a.wav.json',
      '{"earmarkAnnotations":1,"annotations":[]}',
    ]);
    expect(await fetchLabels(recording('test/a.wav', '/r'))).toBeUndefined();
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { classify, deserializeArtifact, selectBackend, type ModelContract } from '@earmark/models';
import type { WorkerPort } from '../workers/worker-requests.ts';
import { createNetworkClient } from './network-client.ts';
import { createNetworkHost } from './network-host.ts';
import type { LiveHeard, NetworkAnswer, NetworkRequest } from './network-messages.ts';
import {
  classifierFiles,
  encoderFiles,
  openDecoded,
  smallClassifier,
  someLabels,
  swellingNoise,
} from './small-models.fixture.ts';

beforeAll(() => selectBackend('wasm'));

const never = new AbortController().signal;
const patient = { signal: never, onProgress: () => {} };
const audio = swellingNoise();
const lesson = { segments: someLabels, labels: ['quiet', 'loud'], background: 'quiet', name: 'talk.wav' };

/** A client and the worker's side of it, in one thread. */
function connected({ openSound = openDecoded, onAnswer = (_answer: NetworkAnswer) => {} } = {}) {
  return createNetworkClient(() => {
    const port: WorkerPort = { onmessage: null, onerror: null, terminate: () => {}, postMessage };
    const host = createNetworkHost({
      post: (answer: NetworkAnswer) => {
        onAnswer(answer);
        port.onmessage?.call(port as Worker, { data: structuredClone(answer) } as MessageEvent);
      },
      openSound,
      versions: { browser: 'test' },
    });
    function postMessage(request: NetworkRequest): void {
      host(request);
    }
    return port;
  });
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)),
    a.length === b.length ? 0 : Infinity,
  );

/** The share of frames of a stretch in which the second label is the likeliest. */
function shareOfSecond(posteriors: Float32Array, fromSeconds: number, toSeconds: number): number {
  const first = Math.round(100 * fromSeconds);
  const frames = Array.from({ length: Math.round(100 * toSeconds) - first }, (_, i) => first + i);
  return frames.filter((frame) => posteriors[2 * frame + 1]! > 0.5).length / frames.length;
}

describe('hearing', () => {
  it('gives what classify gives', async () => {
    const client = connected();
    const model = await client.openModel(await classifierFiles());
    expect(model).toMatchObject({ labels: ['noise', 'speech'], backend: 'wasm' });
    const heard = await client.hear(model.id, audio, () => {}, never);
    const expected = await classify(smallClassifier(), [audio.samples], audio.sampleRate);
    expect(largestDifference(heard.posteriors, expected.posteriors.values)).toBeLessThan(1e-4);
    expect(heard).toMatchObject({ frames: expected.posteriors.frames, durationSeconds: 8 });
    expect(heard.segments.map(({ label }) => label)).toEqual(expected.segments.map(({ label }) => label));
  });

  it('gives no posteriors where the network knows no labels', async () => {
    const client = connected();
    const model = await client.openModel(await encoderFiles());
    expect(model.labels).toEqual([]);
    const heard = await client.hear(model.id, audio, () => {}, never);
    expect(heard).toMatchObject({ frames: 798, posteriors: new Float32Array(0), segments: [] });
  });

  it('is ended by its signal; before its turn that leaves what was heard before', async () => {
    const client = connected();
    const { id } = await client.openModel(await classifierFiles());
    await client.hear(id, audio, () => {}, never);
    const controller = new AbortController();
    const hearing = client.hear(id, audio, () => {}, controller.signal);
    controller.abort();
    await expect(hearing).rejects.toThrow('aborted');
    expect((await client.teach({ ...lesson, encoder: id }, patient)).heard.frames).toBe(798);
  });

  it('makes room for a recording before it is heard, also in other models', async () => {
    let onOpen = () => {};
    const openSound: typeof openDecoded = (source) => {
      onOpen();
      return openDecoded(source);
    };
    const client = connected({ openSound });
    const [{ id }, { id: other }] = [
      await client.openModel(await classifierFiles()),
      await client.openModel(await encoderFiles()),
    ];
    await client.hear(id, audio, () => {}, never);
    await client.hear(other, audio, () => {}, never);
    const controller = new AbortController();
    onOpen = () => controller.abort();
    await expect(client.hear(id, { ...audio }, () => {}, controller.signal)).rejects.toThrow('aborted');
    for (const encoder of [id, other])
      await expect(client.teach({ ...lesson, encoder }, patient)).rejects.toThrow(
        'has not heard this recording',
      );
  });

  it('says in plain words what is wrong', async () => {
    const client = connected();
    const { id } = await client.openModel(await classifierFiles());
    await expect(client.hear(id, new File([], 'a.wav'), () => {}, never)).rejects.toThrow(
      'this test decodes no file',
    );
    await expect(client.teach({ ...lesson, encoder: id }, patient)).rejects.toThrow(
      'has not heard this recording',
    );
    client.closeModel(id);
    await expect(client.hear(id, audio, () => {}, never)).rejects.toThrow('not open any more');
    await expect(client.openModel({ ...(await classifierFiles()), modelJson: '{}' })).rejects.toThrow(
      'small',
    );
  });
});

describe('teaching', () => {
  it.each([
    ['a classifier', classifierFiles],
    ['an encoder', encoderFiles],
  ])('makes a model of %s that tells the labels of a person apart', async (_, files) => {
    const client = connected();
    const { id } = await client.openModel(await files());
    await client.hear(id, audio, () => {}, never);
    const taught = await client.teach({ ...lesson, encoder: id }, patient);
    expect(taught.labelledSeconds).toBeCloseTo(5.5, 1);
    expect(taught.heldOut!.balancedAccuracy).toBeGreaterThan(0.9);
    // Nobody labelled what comes after six seconds.
    expect(shareOfSecond(taught.heard.posteriors, 6, 6.8)).toBeGreaterThan(0.9);
    expect(shareOfSecond(taught.heard.posteriors, 7.2, 7.8)).toBeLessThan(0.1);

    const contract = taught.model.contract as ModelContract;
    expect(contract.labels).toEqual(['quiet', 'loud']);
    expect(contract.decision.background).toBe('quiet');
    expect(contract.provenance.data).toBe('labels of talk.wav in the player, from small');
    expect(contract.provenance).toMatchObject({ backend: 'wasm', versions: { browser: 'test' } });

    const again = await client.hear(taught.model.id, audio, () => {}, never);
    expect(largestDifference(again.posteriors, taught.heard.posteriors)).toBeLessThan(1e-4);
    const { modelJson, weights } = await client.files(taught.model.id);
    const read = await deserializeArtifact(modelJson, weights, 'taught');
    const { posteriors } = await classify(read, [audio.samples], audio.sampleRate);
    expect(largestDifference(posteriors.values, taught.heard.posteriors)).toBeLessThan(1e-4);

    const suggestions = await client.suggest(taught.model.id, someLabels, 3);
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { start, end } of suggestions)
      expect(someLabels.some((segment) => segment.start < end && segment.end > start)).toBe(false);
  });

  it('lets what is looked for win over the background, and leaves out labels without an example', async () => {
    const client = connected();
    const { id } = await client.openModel(await classifierFiles());
    await client.hear(id, audio, () => {}, never);
    const { model, heard } = await client.teach(
      {
        ...lesson,
        encoder: id,
        segments: [
          { start: 0, end: 6, label: 'quiet' },
          { start: 2, end: 4, label: 'loud' },
          { start: 5, end: 6, label: 'loud' },
          { start: 6, end: 7, label: 'not asked for' },
        ],
        labels: ['bird', 'quiet', 'loud'],
      },
      patient,
    );
    expect(model.labels).toEqual(['quiet', 'loud']);
    expect(shareOfSecond(heard.posteriors, 2.2, 3.8)).toBeGreaterThan(0.9);
  });

  it('is ended by its signal, in the worker too', async () => {
    const answers: string[] = [];
    const client = connected({ onAnswer: ({ type }) => void answers.push(type) });
    const { id: encoder } = await client.openModel(await classifierFiles());
    await client.hear(encoder, audio, () => {}, never);
    const controller = new AbortController();
    const { signal } = controller;
    const teaching = client.teach(
      { ...lesson, encoder },
      { signal, onProgress: () => controller.abort(new Error('cancelled')) },
    );
    await expect(teaching).rejects.toThrow('cancelled');
    expect((await client.teach({ ...lesson, encoder }, patient)).labelledSeconds).toBeCloseTo(5.5, 1);
    expect(answers.filter((type) => type === 'taught')).toHaveLength(1);
  });

  it('asks for labels where there are too few', async () => {
    const client = connected();
    const { id: encoder } = await client.openModel(await classifierFiles());
    await client.hear(encoder, audio, () => {}, never);
    const teach = (labels: string[], segments = someLabels.slice(0, 1)) =>
      client.teach({ ...lesson, encoder, labels, segments }, patient);
    await expect(teach(['quiet', 'loud'])).rejects.toThrow(
      'Label some quiet and some loud first: a network learns from examples of at least two labels, and so far there is only quiet.',
    );
    await expect(teach(['quiet', 'loud'], [])).rejects.toThrow('at least two labels.');
    await expect(teach(['quiet'])).rejects.toThrow('make at least two classes');
  });
});

describe('live input', () => {
  const blocks = Array.from({ length: 100 }, (_, i) => audio.samples.slice(400 * i, 400 * (i + 1)));

  it('answers every block, and each frame once for good', async () => {
    const client = connected();
    const { id } = await client.openModel(await classifierFiles());
    const { port1, port2 } = new MessageChannel();
    const heard: LiveHeard[] = [];
    let whole: (() => void) | undefined;
    const all = new Promise<void>((resolve) => (whole = resolve));
    await client.live.start(
      id,
      16_000,
      (live) => {
        heard.push(live);
        if (live.captured === 99) whole!();
      },
      port2,
    );
    blocks.forEach((samples, stamp) => port1.postMessage({ samples, stamp }));
    await all;
    client.live.stop();
    port1.close();
    const last = heard.at(-1)!;
    expect(last.seconds).toBe(2.5);
    expect(last.provisional).toHaveLength(2);
    const levels = heard.reduce((sum, live) => sum + live.levels.length, 0);
    expect(levels).toBe(248 * 24);
    const { posteriors } = await classify(smallClassifier(), [audio.samples], audio.sampleRate);
    const finals = heard.flatMap((live) => [...live.final]);
    expect(finals.length).toBeGreaterThan(2 * 200);
    finals.forEach((value, i) => expect(Math.abs(value - posteriors.values[i]!)).toBeLessThan(1e-4));
  });

  it('is refused where the network knows no labels, and where the model is not open', async () => {
    const client = connected();
    const { id } = await client.openModel(await encoderFiles());
    const start = (model: number) => client.live.start(model, 16_000, () => {}, new MessageChannel().port1);
    await expect(start(id)).rejects.toThrow('knows no labels yet');
    await expect(start(99)).rejects.toThrow('not open any more');
  });
});

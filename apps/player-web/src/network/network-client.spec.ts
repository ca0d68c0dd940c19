import { describe, expect, it } from '@jest/globals';
import { fakeWorkers } from '../workers/fake-workers.fixture.ts';
import { createNetworkClient } from './network-client.ts';
import type {
  Heard,
  LiveHeard,
  ModelFiles,
  NetworkAnswer,
  NetworkRequest,
  OpenedModel,
  Taught,
} from './network-messages.ts';

type Asked<T extends NetworkRequest['type']> = Extract<NetworkRequest, { type: T }>;

function networkWorkers() {
  const workers = fakeWorkers<NetworkRequest, NetworkAnswer>();
  /** The newest request, which is of this type. */
  const asked = <T extends NetworkRequest['type']>(type: T): Asked<T> => {
    const last = workers.requests.at(-1)!;
    expect(last.type).toBe(type);
    return last as Asked<T>;
  };
  return { ...workers, asked };
}

type Workers = ReturnType<typeof networkWorkers>;

/** Lets promises go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

const files: ModelFiles = { modelJson: '{}', weights: new Uint8Array(4), source: 'test' };
const audio = { samples: new Float32Array(8), sampleRate: 8000 };
const heard: Heard = { posteriors: Float32Array.of(0, 1), frames: 1, durationSeconds: 1, segments: [] };
const never = new AbortController().signal;
const lesson = { segments: [], labels: [], background: null, name: 'talk.wav' };

const openedAs = (id: number): OpenedModel => ({
  id,
  contract: {} as OpenedModel['contract'],
  labels: ['noise', 'speech'],
  backend: 'wasm',
});

async function open(client: ReturnType<typeof createNetworkClient>, { answer, asked }: Workers) {
  const opening = client.openModel(files);
  const { id, model } = asked('open-model');
  answer({ type: 'model-opened', id, opened: openedAs(model) });
  return opening;
}

async function hear(
  client: ReturnType<typeof createNetworkClient>,
  { answer, asked }: Workers,
  model: number,
) {
  const hearing = client.hear(model, audio, () => {}, never);
  answer({ type: 'heard', id: asked('hear').id, heard });
  return hearing;
}

describe('createNetworkClient', () => {
  it('starts the worker with the first request only', () => {
    const { start, ports } = networkWorkers();
    const client = createNetworkClient(start);
    client.live.stop();
    client.closeModel(1);
    expect(ports).toHaveLength(0);
    void client.openModel(files);
    void client.openModel(files);
    expect(ports).toHaveLength(1);
  });

  it('gives every answer to the request that it belongs to, and each model a number of its own', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const [first, second] = [await open(client, workers), await open(client, workers)];
    expect(first.id).not.toBe(second.id);
    const said: number[] = [];
    const hearing = client.hear(second.id, audio, (seconds) => said.push(seconds), never);
    const { id, model } = workers.asked('hear');
    const suggesting = client.suggest(first.id, [], 3);
    await settle();
    workers.answer({ type: 'suggested', id: workers.asked('suggest').id, suggestions: [] });
    workers.answer({ type: 'progress', id, seconds: 2 });
    workers.answer({ type: 'heard', id, heard });
    expect(await suggesting).toEqual([]);
    expect(await hearing).toBe(heard);
    expect(said).toEqual([2]);
    expect(model).toBe(second.id);
  });

  it('rejects with the reason of the worker', async () => {
    const { start, answer, asked } = networkWorkers();
    const opened = createNetworkClient(start).openModel(files);
    answer({ type: 'failed', id: asked('open-model').id, message: 'weights.bin has 4 bytes' });
    await expect(opened).rejects.toThrow('weights.bin has 4 bytes');
  });

  it('ends a hearing at once where it is aborted, and tells the worker', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const { id: model } = await open(client, workers);
    const controller = new AbortController();
    const hearing = client.hear(model, audio, () => {}, controller.signal);
    const { id } = workers.asked('hear');
    controller.abort(new Error('another recording'));
    await expect(hearing).rejects.toThrow('another recording');
    expect(workers.asked('cancel').id).toBe(id);
    workers.answer({ type: 'failed', id, message: 'aborted' });
    await expect(client.hear(model, audio, () => {}, controller.signal)).rejects.toThrow('another recording');
    expect(workers.asked('cancel').id).toBe(id);
  });

  it('keeps the files of what was opened and of what was taught', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const { id: encoder } = await open(client, workers);
    expect(await client.files(encoder)).toEqual({ modelJson: '{}', weights: files.weights });
    const said: number[] = [];
    const teaching = client.teach(
      { ...lesson, encoder },
      { signal: never, onProgress: (done) => said.push(done) },
    );
    await settle();
    const { id, model } = workers.asked('teach');
    const taught: Taught = {
      model: openedAs(model),
      heard,
      labelledSeconds: 1,
      heldOut: null,
      milliseconds: 1,
    };
    const learned = { modelJson: '{"taught":true}', weights: new Uint8Array(8) };
    workers.answer({ type: 'training', id, done: 0.5 });
    workers.answer({ type: 'taught', id, taught, files: learned });
    expect(said).toEqual([0.5]);
    expect((await teaching).model.id).toBe(model);
    expect(await client.files(model)).toEqual(learned);
    client.closeModel(model);
    expect(workers.asked('close-model').model).toBe(model);
    await expect(client.files(model)).rejects.toThrow('not open any more');
  });

  it('ends teaching at once where it is aborted, and leaves no model open', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const { id: encoder } = await open(client, workers);
    const controller = new AbortController();
    const teaching = client.teach(
      { ...lesson, encoder },
      { signal: controller.signal, onProgress: () => {} },
    );
    await settle();
    const { id, model } = workers.asked('teach');
    controller.abort(new Error('cancelled'));
    await expect(teaching).rejects.toThrow('cancelled');
    expect(workers.requests.slice(-2)).toMatchObject([
      { type: 'cancel', id },
      { type: 'close-model', model },
    ]);
    await expect(client.files(model)).rejects.toThrow('not open any more');
  });

  it('lets models that heard another recording forget it', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const [first, second] = [await open(client, workers), await open(client, workers)];
    await hear(client, workers, first.id);
    await hear(client, workers, second.id);
    expect(workers.asked('hear').forget).toEqual([]);
    void client.hear(second.id, { ...audio }, () => {}, never);
    expect(workers.asked('hear').forget).toEqual([first.id]);
    void client.hear(first.id, { ...audio }, () => {}, never);
    expect(workers.asked('hear').forget).toEqual([]);
  });

  it('survives a crash: opens the models again, and lets them hear again what is asked about', async () => {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const [first, second] = [await open(client, workers), await open(client, workers)];
    await hear(client, workers, second.id);

    const lost = client.hear(second.id, audio, () => {}, never);
    workers.crash('out of memory');
    await expect(lost).rejects.toThrow('The network stopped working: out of memory.');

    const suggesting = client.suggest(second.id, [], 3);
    expect(workers.ports).toHaveLength(2);
    const again = workers.requests.slice(-3) as [Asked<'open-model'>, Asked<'open-model'>, Asked<'hear'>];
    expect(again.map(({ type }) => type)).toEqual(['open-model', 'open-model', 'hear']);
    expect(again.map(({ model }) => model)).toEqual([first.id, second.id, second.id]);
    expect(again[2].source).toBe(audio);
    workers.answer({ type: 'heard', id: again[2].id, heard });
    await settle();
    workers.answer({ type: 'suggested', id: workers.asked('suggest').id, suggestions: [] });
    expect(await suggesting).toEqual([]);
  });
});

describe('live input', () => {
  const liveHeard = { seconds: 1 } as LiveHeard;

  async function listening() {
    const workers = networkWorkers();
    const client = createNetworkClient(workers.start);
    const said: unknown[] = [];
    const starting = client.live.start(
      1,
      48_000,
      (live) => said.push(live.seconds),
      new MessageChannel().port1,
      (message) => said.push(message),
    );
    const { id } = workers.asked('start-live');
    return { ...workers, client, said, starting, id };
  }

  it('says what was heard until it is stopped', async () => {
    const { answer, client, said, starting, id } = await listening();
    answer({ type: 'live-started', id });
    await starting;
    answer({ type: 'live-heard', id, heard: liveHeard });
    client.live.stop();
    answer({ type: 'live-heard', id, heard: liveHeard });
    expect(said).toEqual([1]);
  });

  it('says once why it did not start, and why it ended', async () => {
    const refused = await listening();
    refused.answer({ type: 'failed', id: refused.id, message: 'knows no labels' });
    await expect(refused.starting).rejects.toThrow('knows no labels');
    expect(refused.said).toEqual([]);

    for (const end of ['fail', 'crash']) {
      const { answer, crash, said, starting, id } = await listening();
      answer({ type: 'live-started', id });
      await starting;
      if (end === 'fail') answer({ type: 'failed', id, message: 'no sound' });
      else crash('out of memory');
      expect(said).toEqual([
        expect.stringMatching(
          end === 'fail' ? /^no sound$/ : /^The network stopped working: out of memory\. /,
        ),
      ]);
      answer({ type: 'live-heard', id, heard: liveHeard });
      expect(said).toHaveLength(1);
    }
  });
});

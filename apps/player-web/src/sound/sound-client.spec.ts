import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, levelScale } from '@earmark/dsp';
import { fakeWorkers } from '../workers/fake-workers.fixture.ts';
import type { WorkerPort } from '../workers/worker-requests.ts';
import { createSoundClient, type SurveyListener } from './sound-client.ts';
import { createSoundHost } from './sound-host.ts';
import type { SoundAnswer, SoundRequest } from './sound-messages.ts';
import { UndecodableSound } from './undecodable-sound.ts';
import { waveFile } from './wave.fixture.ts';

/** A worker that works, in this thread; what is handed over is gone. */
function workingPort(): WorkerPort {
  const port: WorkerPort = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (request: SoundRequest) => queueMicrotask(() => take(request)),
  };
  const take = createSoundHost((answer, transfer = []) => {
    const data = structuredClone(answer, { transfer });
    (port as unknown as Worker).onmessage?.({ data } as MessageEvent);
  });
  return port;
}

const file = new File(['sound'], 'a.wav');
const info = { durationSeconds: 2, sampleRate: 8000, channels: 1, codec: 'pcm-s16' };
const scale = levelScale(defaultFeatures, 16);
const silent: SurveyListener = { onStart: () => {}, onPiece: () => {} };
const wanted = () => new AbortController().signal;

describe('createSoundClient', () => {
  it('starts the worker with the first request only, and names a recording by one key', () => {
    const { start, ports, requests } = fakeWorkers<SoundRequest, SoundAnswer>();
    const client = createSoundClient(start);
    expect(ports).toHaveLength(0);
    void client.info(file);
    void client.samples(file, 0, 1, wanted());
    void client.info(new File(['other'], 'b.wav'));
    expect(ports).toHaveLength(1);
    const keys = requests.map((request) => (request.type === 'cancel' ? undefined : request.key));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('gives every answer to the request that it belongs to', async () => {
    const { start, answer, requests } = fakeWorkers<SoundRequest, SoundAnswer>();
    const client = createSoundClient(start);
    const said: unknown[] = [];
    const listener: SurveyListener = {
      onStart: ({ samplesPerPeak }) => said.push(samplesPerPeak),
      onPiece: ({ doneSeconds }) => said.push(doneSeconds),
    };
    const surveyed = client.survey(file, defaultFeatures, scale, listener, wanted());
    const samples = client.samples(file, 0, 1, wanted());
    const [first, second] = requests.map(({ id }) => id);
    const peaks = { least: new Float32Array(0), most: new Float32Array(0) };
    answer({ type: 'survey-started', id: first!, info, samplesPerPeak: 256 });
    answer({ type: 'samples', id: second!, audio: { samples: new Float32Array(4), sampleRate: 8000 } });
    answer({ type: 'survey-piece', id: first!, piece: { peaks, levels: new Uint8Array(0), doneSeconds: 1 } });
    answer({ type: 'surveyed', id: first!, surveyed: { durationSeconds: 2 } });
    expect((await samples).samples).toHaveLength(4);
    expect(await surveyed).toEqual({ durationSeconds: 2 });
    expect(said).toEqual([256, 1]);
  });

  it('rejects with the reason of the worker', async () => {
    const { start, answer, requests } = fakeWorkers<SoundRequest, SoundAnswer>();
    const client = createSoundClient(start);
    const [damaged, odd] = [client.info(file), client.info(file)];
    const [first, second] = requests.map(({ id }) => id);
    answer({ type: 'failed', id: first!, message: 'It is empty.' });
    answer({ type: 'failed', id: second!, message: 'no decoder', undecodable: { sampleRate: 44100 } });
    await expect(damaged).rejects.toThrow('It is empty.');
    await expect(damaged).rejects.not.toBeInstanceOf(UndecodableSound);
    await expect(odd).rejects.toMatchObject({ name: 'UndecodableSound', sampleRate: 44100 });
  });

  it('gives up at once what is no longer wanted, and tells the worker', async () => {
    const { start, answer, requests } = fakeWorkers<SoundRequest, SoundAnswer>();
    const client = createSoundClient(start);
    const controller = new AbortController();
    const said: number[] = [];
    const listener = { ...silent, onPiece: () => said.push(1) };
    const surveyed = client.survey(file, defaultFeatures, scale, listener, controller.signal);
    const id = requests[0]!.id;
    controller.abort();
    await expect(surveyed).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests.at(-1)).toEqual({ type: 'cancel', id });
    const peaks = { least: new Float32Array(0), most: new Float32Array(0) };
    answer({ type: 'survey-piece', id, piece: { peaks, levels: new Uint8Array(0), doneSeconds: 1 } });
    expect(said).toEqual([]);
    await expect(client.samples(file, 0, 1, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toHaveLength(2);
  });

  it('survives a crash of the worker', async () => {
    const { start, answer, crash, requests, ports } = fakeWorkers<SoundRequest, SoundAnswer>();
    const client = createSoundClient(start);
    const lost = client.info(file);
    crash('out of memory');
    await expect(lost).rejects.toThrow('The decoder stopped working: out of memory.');
    const again = client.info(file);
    expect(ports).toHaveLength(2);
    answer({ type: 'info', id: requests.at(-1)!.id, info });
    expect(await again).toEqual(info);
  });

  it('takes a stretch of what the page decoded without asking', async () => {
    const { start, ports } = fakeWorkers<SoundRequest, SoundAnswer>();
    const samples = Float32Array.from({ length: 10 }, (_, index) => index);
    const audio = await createSoundClient(start).samples({ samples, sampleRate: 2 }, 1, 2.5, wanted());
    expect(audio).toEqual({ samples: Float32Array.of(2, 3, 4), sampleRate: 2 });
    expect(ports).toHaveLength(0);
  });
});

describe('the client with a worker that works', () => {
  const tone = Array.from({ length: 24_000 }, (_, index) => [Math.round(9000 * Math.sin(index / 3))]);
  const wave = waveFile(tone, { sampleRate: 8000 });

  it('surveys a recording and reads a stretch of it meanwhile', async () => {
    const client = createSoundClient(workingPort);
    let [peaks, frames] = [0, 0];
    const listener: SurveyListener = {
      onStart: (survey) =>
        expect(survey).toMatchObject({ info: { durationSeconds: 3 }, samplesPerPeak: 256 }),
      onPiece: (piece) => {
        peaks += piece.peaks.most.length;
        frames += piece.levels.length / scale.rows;
      },
    };
    const [surveyed, { samples }] = await Promise.all([
      client.survey(wave, defaultFeatures, scale, listener, wanted()),
      client.samples(wave, 1, 1.5, wanted()),
    ]);
    expect(surveyed).toEqual({ durationSeconds: 3 });
    expect(frames).toBeGreaterThan(290);
    expect(peaks).toBe(Math.ceil(24_000 / 256));
    expect(samples).toEqual(Float32Array.from(tone.slice(8000, 12_000), ([sample]) => sample! / 32768));
  });

  it('stops a survey', async () => {
    const client = createSoundClient(workingPort);
    const controller = new AbortController();
    const listener = { ...silent, onPiece: () => controller.abort() };
    const surveyed = client.survey(wave, defaultFeatures, scale, listener, controller.signal);
    await expect(surveyed).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says what can’t be opened', async () => {
    const client = createSoundClient(workingPort);
    await expect(client.info(new File([], 'a'))).rejects.toThrow('It is empty.');
    await expect(client.info(new File(['a letter'], 'a'))).rejects.toBeInstanceOf(UndecodableSound);
  });
});

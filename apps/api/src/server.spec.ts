import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { annotationFormats, parseAudacity, parseCsv, parseJson } from '@earmark/dataset';
import { classificationJson, classify, selectBackend } from '@earmark/models';
import { readArtifact, writeArtifact } from '@earmark/models/node';
import { untrainedClassifier, writePretrained, writeRuns } from './run.fixture.ts';
import { modelListSchema, problemSchema, recordingListSchema } from './schemas.ts';
import { createServer } from './server.ts';
import { pulsingTone, waveFile } from './wave.fixture.ts';

const SAMPLE_RATE = 16000;
const tone = pulsingTone(3, SAMPLE_RATE);
const recording = waveFile(tone, SAMPLE_RATE);

let folder: string;
let server: Server;
let root: string;

beforeAll(async () => {
  await selectBackend('cpu');
  folder = await mkdtemp(path.join(tmpdir(), 'earmark-api-'));
  await writeRuns(path.join(folder, 'runs'));
  await writePretrained(path.join(folder, 'pretrained'));
  await mkdir(path.join(folder, 'player', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'player', 'index.html'), '<!doctype html><title>Earmark</title>');
  await writeFile(path.join(folder, 'player', 'assets', 'index-1234.js'), '');
  await mkdir(path.join(folder, 'corpus', 'test'), { recursive: true });
  await writeFile(path.join(folder, 'corpus', 'test', 'a tone.wav'), recording);
  await writeFile(path.join(folder, 'corpus', 'train.wav'), recording);
  await writeFile(
    path.join(folder, 'corpus', 'manifest.csv'),
    'path,label,split\ntest/a tone.wav,speech,test\ntrain.wav,noise,train\n',
  );
  // Uploads go where they can be counted.
  await mkdir(path.join(folder, 'tmp'));
  process.env['TMPDIR'] = path.join(folder, 'tmp');
  server = createServer({
    models: { runsFolder: path.join(folder, 'runs'), pretrainedFolder: path.join(folder, 'pretrained') },
    recordingsManifest: path.join(folder, 'corpus', 'manifest.csv'),
    playerFolder: path.join(folder, 'player'),
    maxUploadBytes: 1_000_000,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const get = (url: string): Promise<Response> => fetch(`${root}${url}`);

function upload(
  query: string,
  file: Uint8Array<ArrayBuffer> | string,
  name = 'tone.wav',
  field = 'file',
): Promise<Response> {
  const body = new FormData();
  body.append(field, new Blob([file]), name);
  return fetch(`${root}/api/classify${query}`, { method: 'POST', body });
}

/** Holds an answer against RFC 9457, and returns its detail. */
async function problemOf(response: Response, status: number): Promise<string> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(status);
  expect(response.status).toBe(status);
  expect(problem.instance).toBe(response.url.slice(root.length));
  return problem.detail;
}

describe('GET /api/models', () => {
  it('lists runs, newest first, then what comes along, and names damaged ones apart', async () => {
    const list = modelListSchema.parse(await (await get('/api/models')).json());
    expect(list.models.map(({ name, origin }) => [name, origin])).toEqual([
      ['second', 'run'],
      ['first', 'run'],
      ['dilated-conv', 'shipped'],
    ]);
    expect([list.latest, list.default]).toEqual(['first', 'dilated-conv']);
    expect(list.models[2]?.test).toMatchObject({ rocAuc: 0.99, f1: 0.97 });
    expect(list.models[1]?.test).toEqual({ rocAuc: 0.9, f1: 0.8, precision: 0.7, recall: null });
    expect(list.models[0]?.test).toBeNull();
    expect(list.unreadable).toEqual([{ name: 'damaged', detail: expect.stringContaining('contract') }]);
  });

  it.each([
    ['first', 'runs/first/model'],
    ['latest', 'runs/first/model'],
    ['dilated-conv', 'pretrained/dilated-conv'],
    ['default', 'pretrained/dilated-conv'],
  ])('serves the two files of the model %s', async (name, where) => {
    const model = path.join(folder, where);
    const json = await get(`/api/models/${name}/model.json`);
    expect(json.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await json.text()).toBe(await readFile(path.join(model, 'model.json'), 'utf8'));
    const weights = await get(`/api/models/${name}/weights.bin`);
    expect(weights.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await weights.arrayBuffer())).toEqual(await readFile(path.join(model, 'weights.bin')));
  });

  it.each(['nothing', 'unfinished', '..', '%2e%2e', '..%2f..%2fcorpus', 'first%2fmodel', 'first%00'])(
    'knows no model %s',
    async (name) => {
      for (const file of ['model.json', 'weights.bin'])
        await problemOf(await get(`/api/models/${name}/${file}`), 404);
    },
  );

  it('does not tell where it looked for a file that is missing', async () => {
    expect(await problemOf(await get('/api/models/damaged/weights.bin'), 404)).not.toContain(folder);
  });
});

describe('POST /api/classify', () => {
  it('answers gap-free segments', async () => {
    const response = await upload('?model=first', recording, 'Größe 1.wav');
    const text = await response.text();
    const classification = parseJson(text, 'answer');
    // Nothing is in the answer that the schema does not know.
    expect(JSON.parse(text)).toEqual(classification);
    expect(classification).toMatchObject({
      uri: 'Größe 1.wav',
      durationSeconds: 3,
      labels: ['noise', 'speech'],
    });
    expect(classification.posteriors).toBeUndefined();
    const boundaries = classification.segments.flatMap(({ start, end }) => [start, end]);
    expect([boundaries[0], boundaries.at(-1)]).toEqual([0, 3]);
    for (let at = 1; at + 1 < boundaries.length; at += 2) expect(boundaries[at]).toBe(boundaries[at + 1]);
  });

  it.each([
    ['that was asked for', '&model=latest', 'runs/first/model'],
    ['that is the default', '', 'pretrained/dilated-conv'],
  ])('answers the posteriors that the network %s gives in this process', async (_, model, where) => {
    const answer = parseJson(await (await upload(`?posteriors=true${model}`, recording)).text(), 'answer');
    const classifier = await readArtifact(path.join(folder, where));
    const rounded = tone.map((sample) => Math.round(sample * 32767) / 32768);
    const here = classificationJson('tone.wav', await classify(classifier, [rounded], SAMPLE_RATE), true);
    expect(answer.segments.map(({ label }) => label)).toEqual(here.segments.map(({ label }) => label));
    expect(answer.posteriors?.hopSeconds).toBe(0.01);
    const [there, expected] = [answer, here].map((heard) => heard.posteriors?.values['speech'] ?? []);
    expect(there).toHaveLength(298);
    const differences = there!.map((posterior, frame) => Math.abs(posterior - expected![frame]!));
    expect(Math.max(...differences)).toBeLessThan(1e-4);
  });

  it('answers as label track and as CSV', async () => {
    const { segments } = parseJson(await (await upload('', recording)).text(), 'json');
    const track = await upload('?format=audacity', recording);
    expect(track.headers.get('content-type')).toMatch(/^text\/plain/);
    const plain = segments.map(({ start, end, label }) => ({ start, end, label }));
    expect(parseAudacity(await track.text(), 'track').segments).toEqual(plain);
    const csv = await upload('?format=csv', recording);
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(parseCsv(await csv.text(), 'csv').segments.map(({ label }) => label)).toEqual(
      plain.map(({ label }) => label),
    );
  });

  it('answers other requests while it classifies, and several recordings at once', async () => {
    const order: string[] = [];
    const done = (name: string) => () => order.push(name);
    const long = waveFile(pulsingTone(30, SAMPLE_RATE), SAMPLE_RATE);
    await Promise.all([
      upload('?model=first', long).then(done('classified')),
      upload('?model=second', long).then(done('classified')),
      get('/api/health').then(done('healthy')),
    ]);
    expect(order).toEqual(['healthy', 'classified', 'classified']);
  });

  it.each([
    ['an empty file', new Uint8Array(0)],
    ['a text', 'Lorem ipsum dolor sit amet'],
    ['a header without samples', recording.slice(0, 44)],
    ['less than a frame', waveFile(tone.slice(0, 100), SAMPLE_RATE)],
  ])('refuses %s', async (_what, file) => {
    expect(await problemOf(await upload('', file, 'odd.wav'), 422)).not.toContain(folder);
  });

  it('says what it expects of a query', async () => {
    expect(await problemOf(await upload('?format=xml', recording), 400)).toMatch(/format.*audacity/);
    expect(await problemOf(await upload('?modell=first', recording), 400)).toContain('modell');
    expect(await problemOf(await upload('?model=first&model=second', recording), 400)).toContain('model');
  });

  it('says what it expects of an upload', async () => {
    expect(await problemOf(await upload('', recording, 'a.wav', 'sound'), 400)).toContain('"sound"');
    const plain = await fetch(`${root}/api/classify`, { method: 'POST', body: recording });
    expect(await problemOf(plain, 415)).toContain('multipart/form-data');
    const none = await fetch(`${root}/api/classify`, { method: 'POST', body: new FormData() });
    expect((await problemOf(none, 400)).length).toBeGreaterThan(10);
    const cut = await fetch(`${root}/api/classify`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF',
    });
    await problemOf(cut, 400);
  });

  it('refuses what is too large', async () => {
    await problemOf(await upload('', new Uint8Array(1_000_001)), 413);
  });

  it('knows no model that is not there, and says which one is unfit', async () => {
    expect(await problemOf(await upload('?model=../first', recording), 404)).toContain(
      'Known are: damaged, first, second, dilated-conv',
    );
    const unfit = path.join(folder, 'runs', 'unfit', 'model');
    await writeArtifact(unfit, untrainedClassifier('2025-01-01T00:00:00Z'));
    await truncate(path.join(unfit, 'weights.bin'), 100);
    const detail = await problemOf(await upload('?model=unfit', recording), 409);
    expect(detail).toContain('100 bytes');
    expect(detail).not.toContain(folder);
    await rm(path.join(folder, 'runs', 'unfit'), { recursive: true });
  });

  it('leaves no upload behind', async () => {
    expect(await readdir(path.join(folder, 'tmp'))).toEqual([]);
  });
});

describe('GET /api/recordings', () => {
  it('offers the test split', async () => {
    const { recordings } = recordingListSchema.parse(await (await get('/api/recordings')).json());
    expect(recordings.map(({ name }) => name)).toEqual(['test/a tone.wav']);
    const response = await get(recordings[0]!.url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(recording);
  });

  it('hands out their labels', async () => {
    const { recordings } = recordingListSchema.parse(await (await get('/api/recordings')).json());
    const response = await get(recordings[0]!.labelUrl);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(annotationFormats.json.parse(await response.text(), 'labels.json')).toEqual([
      {
        uri: 'test/a tone.wav',
        kind: 'reference',
        segments: [{ start: 0, end: tone.length / SAMPLE_RATE, label: 'speech' }],
      },
    ]);
  });

  it.each([
    'train.wav',
    'train.wav/labels.json',
    'labels.json',
    'nothing.wav',
    '..%2f..%2fplayer%2findex.html',
    'manifest.csv',
  ])('does not hand out %s', async (name) => {
    await problemOf(await get(`/api/recordings/${name}`), 404);
  });
});

describe('the rest', () => {
  it('describes itself', async () => {
    const document = (await (await get('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: Record<string, object> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/classify',
      '/api/health',
      '/api/models',
      '/api/models/{name}/model.json',
      '/api/models/{name}/weights.bin',
      '/api/openapi.json',
      '/api/recordings',
      '/api/recordings/{name}',
      '/api/recordings/{name}/labels.json',
    ]);
    const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(document.components.schemas).toHaveProperty(name!);
  });

  it('serves the player, which may load nothing from elsewhere', async () => {
    const page = await get('/');
    expect(await page.text()).toContain('<title>Earmark</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("manifest-src 'self'");
    expect((await get('/assets/index-1234.js')).headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/nothing', '/api/nothing', '/api', '/..%2f..%2fcorpus%2fmanifest.csv', '/assets/'])(
    'has nothing at %s',
    async (url) => {
      await problemOf(await get(url), 404);
    },
  );

  it('refuses an address that is none', async () => {
    await problemOf(await get('/api/models/%E0%A4%A/model.json'), 400);
  });
});

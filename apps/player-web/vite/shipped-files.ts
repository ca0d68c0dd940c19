import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { annotationFormats } from '@earmark/dataset';
import { readManifest, type Recording } from '@earmark/dataset/node';
import { isEncoder, readContract } from '@earmark/models';
import { defaultModelName, pretrainedModels } from '@earmark/models/node';
import type { Plugin } from 'vite';
import type { OfferedModel, OfferedRecording, Offers } from '../src/session/api.ts';
import { extraFiles, type ExtraFile } from './extra-files.ts';

const DEMO_MANIFEST = path.resolve(import.meta.dirname, '../../../data/demo/manifest.csv');
/** About 1 MB. */
const MIXED_RECORDINGS = 4;
const NOISE_RECORDINGS = 1;

/** What is offered, and the files that it names. */
interface Shipped<T> {
  readonly offers: readonly T[];
  readonly files: readonly ExtraFile[];
}

/**
 * What the player offers without an API: the models that come along under `/models/`, some demo recordings with their labels under
 * `/recordings/`, and `/offers.json`, which lists both as `Offers` with URLs relative to itself.
 */
export function shippedFiles(): Plugin {
  return extraFiles('earmark:shipped-files', async () => {
    const [models, recordings] = await Promise.all([shippedModels(), shippedRecordings(DEMO_MANIFEST)]);
    const offers: Offers = {
      models: models.offers,
      defaultModel: defaultModelName,
      recordings: recordings.offers,
    };
    return [
      { path: 'offers.json', read: async () => JSON.stringify(offers) },
      ...models.files,
      ...recordings.files,
    ];
  });
}

async function shippedModels(): Promise<Shipped<OfferedModel>> {
  const offers: OfferedModel[] = [];
  const files: ExtraFile[] = [];
  for (const { name, folder } of await pretrainedModels()) {
    const modelJson = await readFile(path.join(folder, 'model.json'), 'utf8');
    if (isEncoder(modelJson, name)) continue;
    const { labels, provenance } = readContract(modelJson, name);
    const { testRocAuc = null, testF1 = null } = provenance.metrics;
    const url = `models/${name}`;
    offers.push({
      name,
      url,
      labels,
      createdAt: provenance.createdAt,
      test: { rocAuc: testRocAuc, f1: testF1 },
    });
    for (const file of ['model.json', 'weights.bin'])
      files.push({ path: `${url}/${file}`, read: () => readFile(path.join(folder, file)) });
  }
  return { offers, files };
}

async function shippedRecordings(manifest: string): Promise<Shipped<OfferedRecording>> {
  const { recordings } = await readManifest(manifest);
  const chosen = [
    ...longest(recordings, 'mixed').slice(0, MIXED_RECORDINGS),
    ...longest(recordings, 'noise').slice(0, NOISE_RECORDINGS),
  ].map((recording) => {
    const url = `recordings/${recording.uri}`;
    return { ...recording, url, labelUrl: `${url}.json` };
  });
  return {
    offers: chosen.map(({ uri, kind, url, labelUrl }) => ({ name: uri, kind, url, labelUrl })),
    files: chosen.flatMap(({ path: file, annotation, url, labelUrl }) => [
      { path: url, read: () => readFile(file) },
      { path: labelUrl, read: async () => annotationFormats.json.format([annotation]) },
    ]),
  };
}

/** Recordings of one kind that nobody trains on. */
function longest(recordings: readonly Recording[], wanted: string): Recording[] {
  return recordings
    .filter(({ kind, split }) => kind === wanted && split === 'test')
    .sort((a, b) => b.durationSeconds - a.durationSeconds);
}

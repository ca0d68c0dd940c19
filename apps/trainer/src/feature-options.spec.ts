import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultFeatures, originFeatures, yamnetFeatures } from '@earmark/dsp';
import type { ModelContract } from '@earmark/models';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chosenFeatures } from './feature-options.ts';

const features = { ...defaultFeatures, bands: 12 };
const contract: ModelContract = {
  version: 1,
  features,
  windows: { frames: 9, hop: 1 },
  normalization: { mean: new Array<number>(12).fill(0), deviation: new Array<number>(12).fill(1) },
  architecture: { name: 'vanilla-conv', filters: [4, 6], squeeze: 4, units: 8 },
  labels: ['noise', 'speech'],
  output: 'window',
  decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.05, minGapSeconds: 0.05 },
  calibration: { temperature: 1 },
  provenance: { createdAt: '', data: '', seed: 1, backend: 'wasm', versions: {}, metrics: {} },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-features-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

describe('chosenFeatures', () => {
  it("takes a preset, with a file's fields instead of its own", async () => {
    expect(await chosenFeatures({ preset: 'origin' })).toEqual(originFeatures);
    const path = await file('fields.json', '{"bands": 32, "window": "hamming"}');
    expect(await chosenFeatures({ preset: 'yamnet', features: path })).toEqual({
      ...yamnetFeatures,
      bands: 32,
      window: 'hamming',
    });
  });

  it("takes a model's, without its weights", async () => {
    const model = { modelTopology: {}, weightsManifest: [], userDefinedMetadata: { earmark: contract } };
    await file('model.json', JSON.stringify(model));
    expect(await chosenFeatures({ preset: 'default', model: folder })).toEqual(features);
  });

  it('names what is wrong', async () => {
    const bad = await file('bad.json', '{"bands": 0}');
    await expect(chosenFeatures({ preset: 'default', features: bad })).rejects.toThrow(
      /bad\.json: FeatureSpec: bands is 0: expected/,
    );
    const broken = await file('broken.json', '{"bands"');
    await expect(chosenFeatures({ preset: 'default', features: broken })).rejects.toThrow(
      /broken\.json: .*JSON/,
    );
    await expect(chosenFeatures({ preset: 'default', model: 'nowhere' })).rejects.toThrow('holds no model');
  });
});

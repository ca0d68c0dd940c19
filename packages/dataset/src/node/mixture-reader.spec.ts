import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { planScene } from '../mixture/plan-scene.ts';
import { renderScene } from '../mixture/render-scene.ts';
import { createScenePool, type SceneSource } from '../mixture/scene-pool.ts';
import { parseSceneRecipe } from '../mixture/scene-recipe.ts';
import { noise, speech } from '../mixture/scene-sources.fixture.ts';
import { encodeFlac } from './encode-flac.ts';
import { createPieceReader } from './mixture-reader.ts';
import { sceneSource } from './mixture-sources.ts';
import { readAudio } from './open-recording.ts';
import { useFolder } from './recordings.fixture.ts';

const folder = useFolder();
const ann = speech('ann.flac', 'ann');
const rain = noise('rain.flac', 3);
const write = async ({ source, audio }: typeof ann) =>
  folder.write(source.uri, await encodeFlac(audio.samples, audio.sampleRate));
const read = createPieceReader(folder.path);

describe('createPieceReader', () => {
  it('reads the samples of a piece, and what there is of one beyond the end', async () => {
    const { samples } = await readAudio(await write(ann));
    expect(samples).toHaveLength(ann.audio.samples.length);
    const piece = await read('ann.flac', 1.25, 3.5);
    expect(piece).toEqual({ samples: samples.slice(20_000, 56_000), sampleRate: 16_000 });
    expect((await read('ann.flac', 4.25, 9)).samples).toEqual(samples.slice(68_000));
    expect((await read('ann.flac', 5, 9)).samples).toHaveLength(0);
  });

  it('names a recording that is not there', async () => {
    await expect(read('nowhere.flac', 0, 1)).rejects.toThrow(/nowhere\.flac: there is no such file/);
  });
});

describe('sceneSource', () => {
  const { kind, group } = ann.source;
  const recording = { uri: 'ann.flac', path: '', kind, group };

  it('takes speech from labels, where several speak at once as one span', async () => {
    const path = await write(ann);
    const segments = [
      { start: 0.5, end: 1, label: 'speech' },
      { start: 0.8, end: 1.2, label: 'speech' },
      { start: 1.2, end: 2, label: 'noise' },
      { start: 2, end: 3, label: 'speech' },
      { start: 4, end: 4.5, label: 'noise' },
    ];
    const annotation = createAnnotation({ uri: 'ann.flac', kind: 'reference', segments });
    expect(await sceneSource({ ...recording, path, annotation })).toEqual({
      ...{ uri: 'ann.flac', kind, group, sampleRate: 16_000, durationSeconds: 4.5 },
      speech: [
        { start: 0.5, end: 1.2 },
        { start: 2, end: 3 },
      ],
      labelled: [
        { start: 0.5, end: 3 },
        { start: 4, end: 4.5 },
      ],
    });
  });

  it('finds speech without labels by its energy, and none in noise', async () => {
    const path = await write(ann);
    const { speech: found } = await sceneSource({ ...recording, path });
    expect(found).toHaveLength(3);
    for (const [index, { start, end }] of ann.source.speech.entries()) {
      expect(Math.abs(found[index]!.start - start)).toBeLessThan(0.05);
      expect(Math.abs(found[index]!.end - end)).toBeLessThan(0.05);
    }
    expect((await sceneSource({ ...recording, path, kind: 'noise' })).speech).toEqual([]);
  });

  it('does not take a label of the whole recording for a time', async () => {
    const path = await write(ann);
    const segments = [{ start: 0, end: 4.5, label: 'speech' }];
    const annotation = createAnnotation({ uri: 'ann.flac', kind: 'reference', segments });
    const whole = { ...recording, path, annotation, isWholeLabel: true };
    expect(await sceneSource(whole)).toEqual(await sceneSource({ ...recording, path }));
    await expect(sceneSource({ ...whole, kind: 'noise' })).rejects.toThrow(
      /ann\.flac: somebody speaks at 0 s/,
    );
  });

  it('refuses what is silent, and tells what was odd about a file', async () => {
    const silent = await folder.write('silent.flac', await encodeFlac(new Float32Array(16_000), 16_000));
    const about = { uri: 'silent.flac', path: silent, group: 'x' };
    await expect(sceneSource({ ...about, kind: 'music' })).rejects.toThrow(/silent\.flac: it is silent/);
    await expect(sceneSource({ ...about, kind: 'speech' })).rejects.toThrow(/no speech was found/);
    const whole = await encodeFlac(ann.audio.samples, 16_000);
    const cut = await folder.write('cut.flac', whole.subarray(0, 0.9 * whole.length));
    const warnings: string[] = [];
    const warn = (warning: string) => void warnings.push(warning);
    await sceneSource({ ...about, path: cut, kind: 'speech' }, warn);
    await createPieceReader(() => cut, warn)('cut.flac', 0, 5);
    expect(warnings.filter((warning) => /cut\.flac: cut off/.test(warning))).toHaveLength(2);
  });

  it('gives scenes of recordings on disk', async () => {
    const sources: SceneSource[] = [];
    for (const recorded of [ann, rain]) {
      const { uri, kind, group } = recorded.source;
      const source = await sceneSource({ uri, kind, group, path: await write(recorded) });
      sources.push({ ...source, split: 'train' });
    }
    const recipe = parseSceneRecipe({ noiseOnlyShare: 0, durationSeconds: [5, 5] });
    const scene = await renderScene(planScene(recipe, createScenePool(sources, 'train'), 1), read);
    expect(scene.samples).toHaveLength(80_000);
    expect(scene.annotation.segments.some(({ label }) => label === 'speech')).toBe(true);
  });
});

describe('encodeFlac', () => {
  it('keeps 16 bits, and clips what is beyond full scale', async () => {
    const samples = Float32Array.of(0, 0.5, -1, 1.5, -1.5, 0.1);
    const path = await folder.write('short.flac', await encodeFlac(samples, 8000));
    const read = await readAudio(path);
    expect(read.sampleRate).toBe(8000);
    const expected = [0, 0.5, -1, 32_767 / 32_768, -1, Math.round(0.1 * 32_768) / 32_768];
    expect([...read.samples]).toEqual(expected.map(Math.fround));
  });
});

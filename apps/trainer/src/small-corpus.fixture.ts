import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@earmark/dataset';
import type { Recipe } from '@earmark/models';

const SAMPLE_RATE = 16000;

/** 16-bit mono WAV. */
export function wav(samples: Float32Array, sampleRate = SAMPLE_RATE): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => bytes.writeInt16LE(Math.round(32767 * sample), 44 + 2 * i));
  return bytes;
}

/** Noise with a warbling tone from `from` to `to` seconds. */
export function warble(seconds: number, from: number, to: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => {
    const t = i / SAMPLE_RATE;
    const tone =
      t >= from && t < to ? 0.2 * Math.sin(2 * Math.PI * (600 * t + 15 * Math.sin(2 * Math.PI * 5 * t))) : 0;
    return tone + 0.01 * random.normal();
  });
}

/** Complete, so that nothing here changes with the default recipe. */
const smallRecipe: Recipe = {
  architecture: { name: 'vanilla-conv', filters: [4, 6], squeeze: 4, units: 8 },
  windowFrames: 15,
  spanFrames: 16,
  batchSize: 4,
  epochs: 6,
  patience: 6,
  learningRate: 0.01,
  averaging: 0.9,
  augmentation: { gainDb: 6, tiltDb: 3, shiftBands: 1, mixProbability: 0.2, snrDb: [10, 30] },
};

/** A folder with a manifest of seven recordings in which a bird warbles, and a recipe that trains in seconds. */
export async function makeSmallCorpus(): Promise<{ folder: string; manifest: string; recipe: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-trainer-'));
  const rows = ['path,label_path,split,speaker'];
  await mkdir(join(folder, 'audio'));
  for (const [index, split] of ['train', 'train', 'train', 'valid', 'valid', 'test', 'test'].entries()) {
    const from = 0.5 + 0.25 * index;
    const labels = `0\t${from}\tnoise\n${from}\t${from + 1}\tbird\n${from + 1}\t4\tnoise\n`;
    await writeFile(join(folder, `audio/${index}.wav`), wav(warble(4, from, from + 1, index)));
    await writeFile(join(folder, `audio/${index}.txt`), labels);
    rows.push(`audio/${index}.wav,audio/${index}.txt,${split},bird${index}`);
  }
  const manifest = join(folder, 'manifest.csv');
  await writeFile(manifest, `${rows.join('\n')}\n`);
  const recipe = join(folder, 'recipe.json');
  await writeFile(recipe, JSON.stringify(smallRecipe));
  return { folder, manifest, recipe };
}

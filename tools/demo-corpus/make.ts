/**
 * Makes the demo corpus: `npx tsx --conditions=@earmark/source tools/demo-corpus/make.ts [--out data/demo] [--seed 1]`.
 * Needs espeak-ng. The same seed and the same version of espeak-ng give the same recordings.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  between,
  createAnnotation,
  createRandom,
  formatAudacity,
  labelTrack,
  SPLITS,
  type Random,
} from '@earmark/dataset';
import { encodeFlac, writeAtomically } from '@earmark/dataset/node';
import { espeakVersion, speak } from './espeak.ts';
import { formatManifest, manifestRow, type Row } from './manifest.ts';
import { noiseKinds } from './noises/index.ts';
import { phrases } from './phrases.ts';
import { planScenes } from './plan.ts';
import { sampleRate } from './sample-rate.ts';
import { renderScene } from './scene.ts';
import { showpieces } from './showpieces.ts';
import { voices, type Voice } from './voices.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'data/demo' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const version = await espeakVersion();

const crowd = await Promise.all(
  voices.filter(({ split }) => split === 'train').map((voice) => speak(voice, phrasesOf(voice)[0]!)),
);
const kinds = noiseKinds(crowd);

const files = new Map<string, Uint8Array | string>();
const rows: Row[] = [];
for (const [splitIndex, split] of SPLITS.entries()) {
  const planned = planScenes(createRandom(seed, splitIndex), split, Object.keys(kinds[split]));
  const scenes = [...planned, ...showpieces.filter((scene) => scene.split === split)];
  for (const [sceneIndex, scene] of scenes.entries()) {
    const random = createRandom(seed, splitIndex, sceneIndex);
    const utterances = scene.voice ? await sayPhrases(scene.voice, random) : [];
    const rendered = renderScene(scene, utterances, kinds[split], random);
    const row = manifestRow(scene, rendered);
    const mixed = rendered.speech.map((value, i) => value + rendered.noise[i]!);
    const recording = await encodeFlac(mixed, sampleRate);
    files.set(row.path, recording);
    if (row.label_path) {
      const segments = labelTrack(rendered.spans, scene.durationSeconds);
      files.set(
        row.label_path,
        formatAudacity(createAnnotation({ uri: row.path, kind: 'reference', segments })),
      );
    }
    rows.push(row);
    console.log(
      `${row.path}  ${row.duration_s} s, ${row.speech_s} s speech, SNR ${row.snr_db || '-'} dB, ${recording.length} bytes`,
    );
  }
}

for (const split of SPLITS) {
  await rm(join(values.out, split), { recursive: true, force: true });
  await mkdir(join(values.out, split), { recursive: true });
}
for (const [path, content] of files) await writeAtomically(join(values.out, path), content);
await writeAtomically(join(values.out, 'manifest.csv'), formatManifest(rows));

const bytes = [...files.values()].reduce((total, content) => total + content.length, 0);
const seconds = rows.reduce((total, row) => total + Number(row.duration_s), 0);
console.log(
  `${rows.length} recordings, ${(seconds / 60).toFixed(1)} minutes, ${(bytes / 1e6).toFixed(2)} MB; ${version}`,
);

/** The voice's phrases in a drawn order, each a little higher or lower, faster or slower than the last. */
async function sayPhrases(voice: Voice, random: Random): Promise<Float32Array[]> {
  const deliveries = random.shuffle(phrasesOf(voice)).map((text) => ({
    text,
    pitch: Math.round(voice.pitch + between(random, -10, 10)),
    wordsPerMinute: Math.round(voice.wordsPerMinute * between(random, 0.9, 1.15)),
  }));
  return Promise.all(deliveries.map(({ text, ...delivery }) => speak({ ...voice, ...delivery }, text)));
}

function phrasesOf(voice: Voice): readonly string[] {
  const said = phrases[voice.phrases];
  if (!said)
    throw new RangeError(`voice ${voice.name} has no phrases: phrases.ts knows no "${voice.phrases}"`);
  return said;
}

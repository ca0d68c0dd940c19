/**
 * How good the answer at once is that live input gives, beside the final one of the same frames, on recordings with labels: ROC-AUC of the frames, and
 * the share that is right at 0.5. Samples come in blocks of 30 ms, and after each the newest frame is judged. Prints what a block costs too.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/live-answers.ts [--data MANIFEST] [--kinds mixed,noise] [--models lstm,dilated-conv]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { frameTargets } from '@earmark/dataset';
import { readAudio, readManifest } from '@earmark/dataset/node';
import { FrameGrid } from '@earmark/dsp';
import { classify, createLiveClassifier, rocAuc, selectBackend, type Classifier } from '@earmark/models';
import { defaultModelFolder, readArtifact } from '@earmark/models/node';
import { median } from './median.ts';

const BLOCK_SECONDS = 0.03;
const POSITIVE = 'speech';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '../../data/demo/manifest.csv') },
    kinds: { type: 'string' },
    models: { type: 'string', default: 'dilated-conv,vanilla-conv,autoencoder,lstm' },
  },
});

/** Posteriors of the positive label, of the same frames. */
interface Answers {
  readonly atOnce: number[];
  readonly final: number[];
  readonly targets: number[];
  readonly milliseconds: number[];
}

const { name: backend } = await selectBackend('wasm');
const { recordings } = await readManifest(options.data);
const kinds = options.kinds?.split(',');
const judged = recordings.filter(({ split, kind }) => split === 'test' && (!kinds || kinds.includes(kind)));
console.log(`${judged.length} recordings of ${options.data}, backend ${backend}`);

for (const name of options.models.split(',')) {
  const classifier = await readArtifact(join(defaultModelFolder(), '..', name));
  const answers: Answers = { atOnce: [], final: [], targets: [], milliseconds: [] };
  for (const recording of judged) await listen(classifier, recording, answers);
  const { atOnce, final, targets, milliseconds } = answers;
  const auc = (scores: number[]) => rocAuc(Float32Array.from(scores), targets).toFixed(4);
  const right = (scores: number[]) => {
    const hits = scores.filter((score, i) => (score >= 0.5 ? 1 : 0) === targets[i]).length;
    return ((100 * hits) / scores.length).toFixed(1);
  };
  console.log(
    `${name.padEnd(12)} ${targets.length} frames  at once: AUC ${auc(atOnce)}, ${right(atOnce)} % right  ` +
      `final: AUC ${auc(final)}, ${right(final)} % right  ${median(milliseconds).toFixed(1)} ms a block`,
  );
}

async function listen(
  classifier: Classifier,
  { path, annotation }: (typeof judged)[number],
  { atOnce, final, targets, milliseconds }: Answers,
): Promise<void> {
  const { samples, sampleRate } = await readAudio(path);
  const { features, labels } = classifier.contract;
  const { posteriors } = await classify(classifier, [samples], sampleRate);
  const positive = labels.indexOf(POSITIVE);
  const priority = [POSITIVE, ...labels.filter((label) => label !== POSITIVE)];
  const truth = frameTargets(annotation, new FrameGrid(features), posteriors.frames, labels, {
    ...{ priority, background: labels.find((label) => label !== POSITIVE) },
  });
  const live = await createLiveClassifier(classifier, sampleRate);
  const block = Math.round(BLOCK_SECONDS * sampleRate);
  let frames = 0;
  for (let at = 0; at < samples.length; at += block) {
    const start = performance.now();
    const { frames: values, provisional } = await live.push(samples.subarray(at, at + block));
    milliseconds.push(performance.now() - start);
    frames += values.length / features.bands;
    if (values.length === 0 || provisional.length === 0) continue;
    atOnce.push(provisional[positive]!);
    final.push(posteriors.values[(frames - 1) * labels.length + positive]!);
    targets.push(truth[frames - 1] === positive ? 1 : 0);
  }
}

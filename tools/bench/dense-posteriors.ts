/**
 * A posterior for every frame: one pass over the whole spectrogram against sliding the window frame by frame (32 windows a call,
 * so that the alternative is not slowed by calls). Prints the ratio and the largest difference between the two.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/dense-posteriors.ts
 */
import { createRandom } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import {
  buildNetwork,
  createAnswerStream,
  defaultRecipes,
  selectBackend,
  windowSpecOf,
} from '@earmark/models';
import * as tf from '@tensorflow/tfjs';
import { median } from './median.ts';

const FRAMES = 1000;
const WINDOWS_A_CALL = 32;
const REPETITIONS = 5;

const { name } = await selectBackend();
const { bands } = defaultFeatures;
const { architecture } = defaultRecipes['vanilla-conv'];
const windows = windowSpecOf(architecture);
const windowFrames = windows.frames;
const network = buildNetwork(architecture, { windowFrames, bands, labels: 2 }, 1);
const contract = {
  features: defaultFeatures,
  windows,
  architecture,
  normalization: {
    mean: Array.from({ length: bands }, () => 0),
    deviation: Array.from({ length: bands }, () => 1),
  },
};
const random = createRandom(1);
const values = Float32Array.from({ length: FRAMES * bands }, () => random.normal());

async function onePass(): Promise<Float32Array> {
  const stream = createAnswerStream({ contract, network });
  await stream.push(values);
  return stream.flush();
}

function slidingWindow(): Float32Array {
  const padded = new Float32Array((FRAMES + windowFrames - 1) * bands);
  padded.set(values, (windowFrames >> 1) * bands);
  const logits = new Float32Array(FRAMES * 2);
  for (let frame = 0; frame < FRAMES; frame += WINDOWS_A_CALL) {
    const count = Math.min(WINDOWS_A_CALL, FRAMES - frame);
    const cut = new Float32Array(count * windowFrames * bands);
    for (let i = 0; i < count; i++)
      cut.set(
        padded.subarray((frame + i) * bands, (frame + i + windowFrames) * bands),
        i * windowFrames * bands,
      );
    const answer = tf.tidy(() =>
      (network.predict(tf.tensor4d(cut, [count, windowFrames, bands, 1])) as tf.Tensor).dataSync(),
    );
    logits.set(answer, frame * 2);
  }
  return logits;
}

const milliseconds: { onePass: number[]; sliding: number[] } = { onePass: [], sliding: [] };
let largestDifference = 0;
for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
  const start = performance.now();
  const dense = await onePass();
  const between = performance.now();
  const slid = slidingWindow();
  const end = performance.now();
  dense.forEach((value, i) => (largestDifference = Math.max(largestDifference, Math.abs(value - slid[i]!))));
  if (repetition === 0) continue; // warm-up
  milliseconds.onePass.push(between - start);
  milliseconds.sliding.push(end - between);
}
const [fast, slow] = [median(milliseconds.onePass), median(milliseconds.sliding)];
console.log(`${FRAMES} frames, window of ${windowFrames}, backend ${name}`);
console.log(
  `one pass ${fast.toFixed(1)} ms, sliding window ${slow.toFixed(1)} ms: ${(slow / fast).toFixed(1)} times faster`,
);
console.log(`largest difference of a logit: ${largestDifference.toExponential(1)}`);

/**
 * Hours of one stream through the default recurrent network on WASM, the same ten seconds over and over: how far its answers drift
 * between the start and the end, what an hour costs, and whether tensors pile up.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/recurrent-hours.ts               # --hours 1
 */
import { parseArgs } from 'node:util';
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, createAnswerStream, defaultLstm, selectBackend, windowSpecOf } from '@earmark/models';
import * as tf from '@tensorflow/tfjs';

const { values } = parseArgs({ options: { hours: { type: 'string', default: '10' } } });
const hours = Number(values.hours);
if (!(hours > 0)) throw new RangeError(`--hours is ${values.hours}: expected a number above 0`);

const PERIOD_FRAMES = 1000;
const PERIODS = 16;

await selectBackend('wasm');
const { bands, hopLength, sampleRate } = defaultFeatures;
const windows = windowSpecOf(defaultLstm);
const contract = {
  features: defaultFeatures,
  windows,
  normalization: { mean: new Array<number>(bands).fill(0), deviation: new Array<number>(bands).fill(1) },
  architecture: defaultLstm,
};
const network = buildNetwork(defaultLstm, { windowFrames: windows.frames, bands, labels: 2 }, 1);
const stream = createAnswerStream({ contract, network }, PERIOD_FRAMES * PERIODS);

const period = tf.randomNormal([PERIOD_FRAMES, bands], 0, 1, 'float32', 1).dataSync<'float32'>();
const piece = new Float32Array(period.length * PERIODS);
for (let i = 0; i < PERIODS; i++) piece.set(period, i * period.length);

await stream.push(piece);
const first = await stream.push(piece);
const { numTensors } = tf.memory();
const start = process.cpuUsage();
const pieceHours = (PERIOD_FRAMES * PERIODS * hopLength) / sampleRate / 3600;
let last = first;
let done = 0;
for (; done < hours; done += pieceHours) last = await stream.push(piece);
const { user, system } = process.cpuUsage(start);
const drift = first.reduce((most, value, i) => Math.max(most, Math.abs(value - last[i]!)), 0);
console.log(
  `${done.toFixed(1)} hours: largest difference of an answer at the end ${drift}, ${((user + system) / 1e6 / done).toFixed(1)} s of CPU an hour, ` +
    `${tf.memory().numTensors - numTensors} tensors more, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
);

import { createRandom } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { encoderOf } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture, loudRecording } from '../training/every-architecture.fixture.ts';
import { answerPieces, type AnsweredPiece } from './answer-pieces.ts';
import { createAnswerStream } from './answer-stream.ts';
import { classify } from './classify.ts';
import { embed, unitsOf } from './embed.ts';
import { embeddedLogits, logitLayer, type EmbeddedRecording } from './embedded-recording.ts';

beforeAll(() => selectBackend('wasm'));

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)),
    a.length === b.length ? 0 : Infinity,
  );

async function allPieces(pieces: AsyncIterable<AnsweredPiece>): Promise<AnsweredPiece[]> {
  const all: AnsweredPiece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

describe.each(everyArchitecture)('embeddedLogits of $name', (architecture) => {
  const contract = contractFor(architecture);
  const classifier = () => smallClassifier(1, contract);

  it('equals the logits of the whole network at every frame, and leaves no tensor behind', async () => {
    const made = classifier();
    const encoder = encoderOf(made);
    const { source } = loudRecording(contract, 1);
    const stream = createAnswerStream(made);
    const expected = concatenate([await stream.push(source.read(0, 70)), await stream.flush()]);
    const tensors = tf.memory().numTensors;
    const rows: Float32Array[] = [];
    for await (const piece of embed(encoder, source)) rows.push(piece);
    const embedded: EmbeddedRecording = {
      frames: 70,
      units: unitsOf(encoder),
      hop: contract.windows.hop,
      rows,
    };
    const logits = await embeddedLogits(embedded, made);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(logits).toHaveLength(70 * 2);
    expect(largestDifference(logits, expected)).toBeLessThan(1e-4);
    const signal = AbortSignal.abort(new Error('not wanted any more'));
    await expect(embeddedLogits(embedded, made, signal)).rejects.toThrow('not wanted any more');
  });

  it('gives what classify gives, from the samples on, however they are cut', async () => {
    const made = classifier();
    const encoder = encoderOf(made);
    const random = createRandom(3);
    const samples = Float32Array.from({ length: 11_025 }, () => 0.1 * random.normal());
    const layer = logitLayer(made);
    const chunks = [samples.subarray(0, 100), samples.subarray(100, 9000), samples.subarray(9000)];
    const pieces = await allPieces(answerPieces(encoder, chunks, 11_025));
    const { posteriors, durationSeconds } = await classify(made, [samples], 11_025);
    const last = pieces.at(-1)!;
    expect(last).toMatchObject({ seconds: durationSeconds, frames: posteriors.frames });
    expect(pieces.map(({ seconds }) => seconds)).toEqual([100 / 11_025, 9000 / 11_025, 1, 1]);
    const logits = concatenate(pieces.map(({ answers }) => layer(answers))).subarray(0, 2 * last.frames);
    const expected = await allPieces(answerPieces(made, [samples], 11_025));
    expect(largestDifference(logits, concatenate(expected.map(({ answers }) => answers)))).toBeLessThan(1e-4);
  });
});

import { concatenate } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Architecture } from '../architectures/index.ts';
import { encoderOf } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { embed } from '../inference/embed.ts';
import { smallClassifier, smallContract, swellingRecording } from '../small-model.fixture.ts';
import { contractFor, everyArchitecture, loudRecording } from './every-architecture.fixture.ts';
import { readoutExamples } from './readout-examples.ts';

beforeAll(() => selectBackend('wasm'));

describe('readoutExamples', () => {
  const contract = contractFor(everyArchitecture[1]!);
  const { hop } = contract.windows;
  const recording = loudRecording(contract, 1);
  const encoder = () => encoderOf(smallClassifier(1, contract));

  it('takes the windows that have labels, with how many frames have each, times the weight', async () => {
    const made = encoder();
    const targets = new Int8Array(70).fill(-1);
    targets.set([0, 1, 1], 5); // Frames 5 and 6 and 7: all in the second window of four.
    targets.set([1, 0], 67); // Frame 67 ends one window, 68 begins the last, which has two frames.
    const [only, ...others] = await readoutExamples(
      made,
      [
        { ...recording, targets, weight: 0.5 },
        { ...recording, uri: 'unlabelled', targets: new Int8Array(70).fill(-1) },
        { ...recording, uri: 'weightless', weight: 0 },
      ],
      2,
    );
    expect(others).toEqual([]);
    expect(only).toMatchObject({ uri: '1.wav', labels: 2 });
    expect([...only!.counts]).toEqual([0.5, 1, 0, 0.5, 0.5, 0]);
    const parts: Float32Array[] = [];
    for await (const part of embed(made, recording.source)) parts.push(part);
    const rows = concatenate(parts);
    const expected = [1, 16, 17].flatMap((window) => [
      ...rows.slice(window * only!.units, (window + 1) * only!.units),
    ]);
    expect([...only!.values]).toEqual(expected);
    expect(rows.length / only!.units).toBe(Math.ceil(70 / hop));
  });

  it('stops where it is told to, between two recordings', async () => {
    const controller = new AbortController();
    const aborting = {
      ...recording,
      source: {
        ...recording.source,
        read(from: number, count: number) {
          controller.abort(new Error('stopped'));
          return recording.source.read(from, count);
        },
      },
    };
    const unheard = {
      ...recording,
      source: {
        ...recording.source,
        read(): Float32Array {
          throw new Error('heard');
        },
      },
    };
    await expect(readoutExamples(encoder(), [aborting, unheard], 2, controller.signal)).rejects.toThrow(
      'stopped',
    );
  });

  it('names the recording and the frame of a value that is not finite', async () => {
    const read = (start: number, count: number) =>
      recording.source.read(start, count).fill(NaN, 30 * 24, 30 * 24 + 1);
    const broken = { ...recording, source: { ...recording.source, read } };
    await expect(readoutExamples(encoder(), [broken], 2)).rejects.toThrow(
      /1\.wav: frame 30 has the value NaN/,
    );
  });

  it('thins out what is more than 50,000 windows', async () => {
    const architecture: Architecture = { name: 'vanilla-conv', filters: [1], squeeze: 1, units: 1 };
    const tiny = { ...smallContract, architecture, windows: { frames: 3, hop: 1 } };
    const long = swellingRecording('long', 60_000, 1);
    const [thinned] = await readoutExamples(encoderOf(smallClassifier(1, tiny)), [long], 2);
    expect(thinned!.counts).toHaveLength(2 * 30_000);
  });
});

import { createAnnotation, createRandom, type Split } from '@earmark/dataset';
import { buildNetwork, selectBackend, type Classifier } from '@earmark/models';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { tinyContract } from './evaluation/tiny-corpus.fixture.ts';
import { judge } from './judge.ts';
import type { Timeline } from './report/timeline.ts';
import type { LabelledRecording } from './labelled-splits.ts';

const BANDS = 12;

/** Two seconds, louder where there is speech: from `start` to a second after it. */
function recording(split: Split, index: number, start: number): LabelledRecording {
  const uri = `${split}-${index}.wav`;
  const random = createRandom(index, Math.round(10 * start));
  const isSpeech = (frame: number) => frame >= 100 * start && frame < 100 * (start + 1);
  const values = Float32Array.from(
    { length: 200 * BANDS },
    (_, i) => -50 + 5 * random.normal() + (isSpeech(Math.floor(i / BANDS)) ? 10 : 0),
  );
  return {
    ...{ uri, contentHash: uri },
    targets: Int8Array.from({ length: 200 }, (_, frame) => (isSpeech(frame) ? 1 : 0)),
    source: {
      ...{ frames: 200, bands: BANDS },
      read: (from, count) => values.slice(from * BANDS, (from + count) * BANDS),
    },
    recording: {
      ...{ uri, path: uri, durationSeconds: 2, kind: 'mixed', columns: {}, weight: 1, isWholeLabel: false },
      ...{ split, fold: undefined, group: uri, speaker: undefined, recording: undefined },
      annotation: createAnnotation({
        ...{ uri, kind: 'reference' },
        segments: [{ start, end: start + 1, label: 'speech' }],
      }),
    },
  };
}

const splits = (starts: readonly number[]) => ({
  train: [],
  valid: [0.3, 0.6, 0.8].map((start, index) => recording('valid', index, start)),
  test: starts.map((start, index) => recording('test', index, start)),
});

let trained: Classifier;
beforeAll(async () => {
  await selectBackend('cpu');
  const shape = { windowFrames: 9, bands: BANDS, labels: 2 };
  trained = { contract: tinyContract, network: buildNetwork(tinyContract.architecture, shape, 1) };
});

describe('judge', () => {
  it('chooses calibration and decision by the validation split alone', async () => {
    const one = await judge(trained, splits([0.2, 0.4]));
    const other = await judge(trained, splits([0.9, 0.1, 0.5]));
    expect(one.calibrated.contract).toEqual(other.calibrated.contract);
    expect(one.calibrated.contract.calibration.temperature).not.toBe(1);
    expect(one.test.network).not.toEqual(other.test.network);
    expect(one.test.floors.energy!.thresholdDb).toBe(other.test.floors.energy!.thresholdDb);
  });

  it('measures the test split with what it chose', async () => {
    const { calibrated, test, timelines } = await judge(trained, splits([0.2, 0.4]));
    expect(test.recordings.map(({ uri }) => uri)).toEqual(['test-0.wav', 'test-1.wav']);
    expect(test.calibration.errorAfter).toBe(test.expectedCalibrationError);
    expect(test.calibration.method).toBe(
      calibrated.contract.calibration.isotonic ? 'isotonic' : 'temperature',
    );
    expect(test.network.rocAuc).toBe(test.rocAuc);
    expect(timelines.map(({ uri }) => uri).sort()).toEqual(['test-0.wav', 'test-1.wav']);
  });

  it('shows recordings of at most ten minutes whole, and of longer ones the beginning', async () => {
    const { valid, test } = splits([0.2, 0.4]);
    const lengthened = (each: LabelledRecording): LabelledRecording => ({
      ...each,
      recording: {
        ...each.recording,
        durationSeconds: 700,
        annotation: createAnnotation({
          ...{ uri: each.uri, kind: 'reference' },
          segments: [
            { start: 0.2, end: 650, label: 'speech' },
            { start: 660, end: 670, label: 'speech' },
          ],
        }),
      },
    });
    const [first, second] = test;
    const mixed = await judge(trained, { train: [], valid, test: [lengthened(first!), second!] });
    expect(mixed.timelines.map(({ uri }) => uri)).toEqual(['test-1.wav']);
    const long = await judge(trained, { train: [], valid, test: [lengthened(first!)] });
    const [{ durationSeconds, reference, spectrogram }] = long.timelines as [Timeline];
    expect(durationSeconds).toBe(600);
    expect(reference).toEqual([{ start: 0.2, end: 600, label: 'speech' }]);
    expect(spectrogram.frames).toBe(200);
  });

  it('stops between recordings where it is told to', async () => {
    let heard = 0;
    const stopped = judge(trained, splits([0.2, 0.4]), () => {
      heard++;
      if (heard === 4) throw new Error('stopped');
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(heard).toBe(4);
  });
});

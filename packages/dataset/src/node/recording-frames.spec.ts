import { concatenate, createSpectrogramStream, defaultFeatures, spectrogram } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { featureFrames } from './feature-frames.ts';
import { openRecording, readAudio } from './open-recording.ts';
import { recordingFrames } from './recording-frames.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();

async function piecesOf(pieces: AsyncIterable<Float32Array>): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

describe('recordingFrames', () => {
  it('takes a sample a second in steps of 10 s, and lets others have their turn', async () => {
    const path = await folder.write('slow.wav', wavBytes([sine(95, 0.1, 1)], { sampleRate: 1 }));
    const progress: number[] = [];
    let turns = 0;
    const takeTurn = () => void (turns++, setImmediate(takeTurn).unref());
    const turnsAt: number[] = [];
    const frames = featureFrames(await openRecording(path), defaultFeatures, (seconds) => {
      if (progress.length === 0) takeTurn();
      progress.push(seconds);
      turnsAt.push(turns);
    });
    const pieces = await piecesOf(frames);
    expect(progress).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 95]);
    expect(turnsAt.every((count, i) => i === 0 || count > turnsAt[i - 1]!)).toBe(true);
    // But for what the resampler held back to the end.
    for (const piece of pieces.slice(0, -1)) expect(piece.length / 64).toBeLessThanOrEqual(1001);
    const { values } = await spectrogram(await readAudio(path), defaultFeatures);
    expect(concatenate(pieces)).toEqual(values);
  });

  it('names the file in which a sample is none', async () => {
    const samples = Float32Array.of(...sine(5, 440, 16_000), -(2 ** 31));
    const path = await folder.write('loud.wav', wavBytes([samples], { encoding: 'float32' }));
    const recording = await openRecording(path);
    // As a decoder might hand it out.
    const loud = { ...recording, chunks: () => onePiece(samples) };
    await expect(piecesOf(featureFrames(loud, defaultFeatures))).rejects.toThrow(
      `${path}: Sample 5 is -2147483648: expected a finite number, for sound one between -1 and 1.`,
    );
  });

  it('refuses what has no frame, and leaves other errors as they are', async () => {
    const path = await folder.write('short.wav', wavBytes([sine(399, 440, 16_000)]));
    const recording = await openRecording(path);
    const stream = await createSpectrogramStream(defaultFeatures, 16_000);
    await expect(piecesOf(recordingFrames(recording, stream, defaultFeatures))).rejects.toThrow(
      `${path}: the recording lasts 0.0249 s; expected at least one frame of 0.0250 s. Leave it out`,
    );
    const broken = {
      push: () => {
        throw new TypeError('broken');
      },
      flush: () => new Float32Array(0),
    };
    await expect(piecesOf(recordingFrames(recording, broken, defaultFeatures))).rejects.toThrow(
      new TypeError('broken'),
    );
  });
});

async function* onePiece(samples: Float32Array): AsyncGenerator<Float32Array> {
  yield samples;
}

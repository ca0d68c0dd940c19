import { concatenate, defaultFeatures, descriptors, spectrogram } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { openRecording, readAudio } from './open-recording.ts';
import { recordingTable } from './recording-table.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const recording = (seconds: number, sampleRate = 22_050) =>
  folder.write(
    'tone.wav',
    wavBytes([sine(Math.round(seconds * sampleRate), 440, sampleRate)], { sampleRate }),
  );

async function rowsOf(pieces: AsyncIterable<Float32Array>): Promise<Float32Array> {
  const all: Float32Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return concatenate(all);
}

describe('recordingTable', () => {
  it('has the descriptors of the whole recording, and then its spectrogram', async () => {
    const path = await recording(2.5);
    const options = { features: defaultFeatures, descriptors: ['rms', 'mfcc'], spectrogram: true } as const;
    const table = await recordingTable(await openRecording(path), options);
    expect(table.columns.length).toBe(1 + 13 + 64);
    expect(table.columns.slice(0, 2)).toEqual(['rms', 'mfcc0']);
    expect(table.columns[14]).toMatch(/^band0_\d+(\.\d)?Hz$/);
    expect(table.columns[77]).toMatch(/^band63_7\d{3}(\.\d)?Hz$/);

    const rows = await rowsOf(table.pieces);
    const audio = await readAudio(path);
    const { rms, mfcc12 } = await descriptors(audio, defaultFeatures, ['rms', 'mfcc']);
    const { values, frames } = await spectrogram(audio, defaultFeatures);
    expect(rows.length).toBe(frames * 78);
    const column = (index: number) => rows.filter((_, i) => i % 78 === index);
    expect(column(0)).toEqual(rms);
    expect(column(13)).toEqual(mfcc12);
    expect(rows.filter((_, i) => i % 78 >= 14)).toEqual(values);
  });

  it('says how its numbers were made, and how far it is', async () => {
    const done: number[] = [];
    const options = {
      features: defaultFeatures,
      descriptors: ['zcr'],
      onProgress: (seconds: number) => done.push(seconds),
    } as const;
    const table = await recordingTable(await openRecording(await recording(2)), options);
    expect(table.columns).toEqual(['zcr']);
    expect(table.metadata['earmark:recording']).toBe('tone.wav');
    expect(table.metadata['earmark:specHash']).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.parse(table.metadata['earmark:features']!)).toEqual(defaultFeatures);
    expect(JSON.parse(table.metadata['earmark:grid']!)).toEqual({
      sampleRate: 16_000,
      frameLength: 400,
      hopLength: 160,
    });
    await rowsOf(table.pieces);
    expect(done.at(-1)).toBeCloseTo(2, 3);
  });

  it('takes a sample a second in steps of 10 s', async () => {
    const done: number[] = [];
    const table = await recordingTable(await openRecording(await recording(35, 1)), {
      ...{ features: defaultFeatures, descriptors: ['rms'], spectrogram: true },
      onProgress: (seconds) => done.push(seconds),
    });
    expect((await rowsOf(table.pieces)).length).toBe(65 * Math.floor((35 * 16_000 - 400) / 160 + 1));
    expect(done).toEqual([10, 20, 30, 35]);
  });

  it('refuses a recording that is shorter than a frame', async () => {
    const options = { features: defaultFeatures, descriptors: ['rms'] } as const;
    const table = await recordingTable(await openRecording(await recording(0.02)), options);
    await expect(rowsOf(table.pieces)).rejects.toThrow(/tone\.wav: the recording lasts 0\.0200 s.*0\.0250 s/);
  });
});

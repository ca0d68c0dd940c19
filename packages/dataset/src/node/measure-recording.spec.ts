import { describe, expect, it } from '@jest/globals';
import { measureRecording } from './measure-recording.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const measure = async (name: string, bytes: Buffer) => measureRecording(await folder.write(name, bytes));

describe('measureRecording', () => {
  it('measures rate, channels, length and peak', async () => {
    const bytes = wavBytes([sine(44_100, 100, 44_100), sine(44_100, 100, 44_100).map((x) => x / 2)], {
      sampleRate: 44_100,
    });
    const measures = await measure('a.wav', bytes);
    expect(measures).toMatchObject({
      sampleRate: 44_100,
      channels: 2,
      durationSeconds: 1,
      clippedShare: 0,
      silentShare: 0,
      warnings: [],
    });
    expect(measures.peak).toBeCloseTo(0.5, 3);
  });

  it('knows the same sound in another file, and another sound in the same', async () => {
    const samples = sine(100_000, 300, 16_000);
    const whole = Int32Array.from(samples, (sample) => Math.round(sample * 32_768));
    const { contentHash } = await measure('a.wav', wavBytes([samples]));
    expect((await measure('b.flac', await flacBytes([whole]))).contentHash).toBe(contentHash);
    expect((await measure('c.wav', wavBytes([samples, samples]))).contentHash).toBe(contentHash);
    expect((await measure('d.wav', wavBytes([samples], { encoding: 'float32' }))).contentHash).toBe(
      contentHash,
    );
    whole[99_999]! += 1;
    expect((await measure('e.flac', await flacBytes([whole]))).contentHash).not.toBe(contentHash);
    const quiet = new Float32Array(100_000);
    const [left, right] = [
      await measure('f.wav', wavBytes([samples, quiet])),
      await measure('g.wav', wavBytes([quiet, samples])),
    ];
    expect(left.contentHash).not.toBe(right.contentHash);
  });

  it('takes a plateau for clipping, in one channel too, and a single sample for a peak', async () => {
    const clean = new Float32Array(70_000).fill(0.1);
    const clipped = clean.slice();
    clipped.fill(1, 100, 110);
    // Over the end of a piece, and with both signs.
    clipped.fill(-1, 15_990, 16_010);
    clipped[40_000] = 1;
    clipped.fill(1, 50_000, 50_002);
    const measures = await measure('a.wav', wavBytes([clean, clipped]));
    expect(measures.clippedShare).toBeCloseTo(30 / 140_000, 12);
    expect(measures.peak).toBeGreaterThan(0.9999);
  });

  it('takes for silence what is silent in every channel', async () => {
    const half = sine(16_000, 300, 16_000).fill(0, 8000);
    const hiss = new Float32Array(16_000).fill(0.0009);
    expect((await measure('a.wav', wavBytes([half]))).silentShare).toBe(0.5);
    expect((await measure('b.wav', wavBytes([half, hiss]))).silentShare).toBe(0.5);
    expect((await measure('c.wav', wavBytes([half, sine(16_000, 300, 16_000)]))).silentShare).toBe(0);
    expect((await measure('d.wav', wavBytes([hiss.map((x) => x * 2)]))).silentShare).toBe(0);
    expect((await measure('e.wav', wavBytes([new Float32Array(10)]))).silentShare).toBe(1);
  });

  it('tells how far it is', async () => {
    const path = await folder.write('a.wav', wavBytes([sine(40_000, 300, 16_000)]));
    const seconds: number[] = [];
    await measureRecording(path, { onProgress: (done) => seconds.push(done) });
    expect(seconds.length).toBeGreaterThan(1);
    expect(seconds.toSorted((a, b) => a - b)).toEqual(seconds);
    expect(seconds.at(-1)).toBe(2.5);
  });

  it('refuses what is no recording', async () => {
    await expect(measure('a.wav', Buffer.from('no sound'))).rejects.toThrow(
      /a\.wav: found a file that begins with/,
    );
  });
});

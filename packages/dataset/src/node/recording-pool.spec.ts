import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openRecordingPool } from './recording-pool.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const SECONDS = 20;

async function fill() {
  for (const name of ['empty', 'pool/deep']) await mkdir(folder.path(name), { recursive: true });
  for (const name of ['b', 'c', 'd', 'e', 'f'])
    await folder.write(`pool/deep/${name}.wav`, wavBytes([sine(800, 300, 8000)], { sampleRate: 8000 }));
  await folder.write('pool/a.flac', await flacBytes([new Int32Array(SECONDS * 16_000).fill(100)]));
  await folder.write('pool/notes.txt', 'no sound');
  await folder.write('pool/broken.wav', 'RIFF');
}

describe('openRecordingPool', () => {
  it('streams every recording in pieces, and tells what it can not read', async () => {
    await fill();
    const warnings: string[] = [];
    const pool = await openRecordingPool(folder.path('pool'), { onWarning: (text) => warnings.push(text) });
    const samples = new Map<string, number>();
    for await (const piece of pool.pieces()) {
      expect(piece.startSample).toBe(samples.get(piece.uri) ?? 0);
      expect(piece.samples.length).toBeLessThanOrEqual(65_536);
      expect(piece.sampleRate).toBe(piece.uri === 'a.flac' ? 16_000 : 8000);
      samples.set(piece.uri, piece.startSample + piece.samples.length);
    }
    expect(Object.fromEntries(samples)).toEqual({
      'a.flac': SECONDS * 16_000,
      ...Object.fromEntries(['b', 'c', 'd', 'e', 'f'].map((name) => [`deep/${name}.wav`, 800])),
    });
    expect(warnings).toEqual([expect.stringMatching(/broken\.wav: /)]);
  });

  it('has an order for each seed and epoch', async () => {
    await fill();
    const pool = await openRecordingPool(folder.path('pool'), { onWarning: () => undefined });
    const order = async (...seeds: number[]) => {
      const uris = new Set<string>();
      for await (const { uri } of pool.pieces(...seeds)) uris.add(uri);
      return [...uris].join();
    };
    expect(await order(1, 0)).toBe(await order(1, 0));
    const orders = new Set([await order(1, 0), await order(1, 1), await order(1, 2), await order(2, 0)]);
    expect(orders.size).toBeGreaterThan(1);
  });

  it('refuses a folder without recordings', async () => {
    await fill();
    const options = { onWarning: () => undefined };
    await expect(openRecordingPool(folder.path('empty'), options)).rejects.toThrow(
      'empty holds no recording',
    );
    await expect(openRecordingPool(folder.path('none'), options)).rejects.toThrow('ENOENT');
  });
});

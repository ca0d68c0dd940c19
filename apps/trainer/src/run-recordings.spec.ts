import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { heardInTraining, runSplits } from './run-recordings.ts';

describe('runSplits', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function writeRun(name: string, recordings: Record<string, readonly string[]>, from?: string) {
    const run = join(folder, name);
    await mkdir(run);
    const named = Object.entries(recordings).map(([split, hashes]) => [
      split,
      hashes.map((contentHash) => ({ uri: `${contentHash}.wav`, contentHash })),
    ]);
    await writeFile(
      join(run, 'report.json'),
      JSON.stringify({ data: { recordings: Object.fromEntries(named) } }),
    );
    await writeFile(
      join(run, 'run.json'),
      JSON.stringify(from ? { from: { model: from, weightsHash: '' } } : {}),
    );
    return join(run, 'model');
  }

  it('says what a run had recordings for, and what the run before it heard', async () => {
    const encoder = await writeRun('encoder', { train: ['a', 'b'], valid: ['c'] });
    const readout = await writeRun('readout', { train: ['d'], valid: ['e'], test: ['b', 'f'] }, encoder);
    const splits = await runSplits(readout);
    expect(Object.fromEntries(splits)).toEqual({
      ...{ a: 'train', b: 'train', c: 'valid' },
      ...{ d: 'train', e: 'valid', f: 'test' },
    });
    const recordings = ['b', 'c', 'f', 'unknown'].map((contentHash) => ({ contentHash }));
    expect(heardInTraining(recordings, splits)).toBe(2);
  });

  it('knows nothing of a model that is of no run', async () => {
    expect(await runSplits(join(folder, 'somewhere'))).toEqual(new Map());
  });
});

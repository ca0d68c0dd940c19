import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newRun, saveCheckpoint } from './run-folder.ts';

let runs: string;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'earmark-runs-'));
});
afterEach(() => rm(runs, { recursive: true }));

/** Writes half of what it is given, and then finds the disk full. */
const toFullDisk = (path: string, bytes: Uint8Array): Promise<void> =>
  writeAtomically(path, async (file) => {
    await file.write(bytes.subarray(0, bytes.length >> 1));
    throw new Error('ENOSPC: no space left on device, write');
  });

describe('newRun', () => {
  it.each(['latest', 'default', 'a b', '../a'])('refuses the name %s', async (name) => {
    await expect(newRun(runs, name)).rejects.toThrow(
      `the run's name is "${name}": use letters, digits, '.', '_' and '-', and not "latest" or "default"`,
    );
  });
});

describe('saveCheckpoint', () => {
  it('keeps the checkpoint before where the disk is full, and names file and cause', async () => {
    const run = await newRun(runs, 'full');
    await saveCheckpoint(run, Uint8Array.of(1, 2, 3, 4));
    await expect(saveCheckpoint(run, Uint8Array.of(5, 6, 7, 8), toFullDisk)).rejects.toThrow(
      /full.checkpoint\.bin could not be saved \(ENOSPC: no space left on device, write\).*--resume --name full/,
    );
    expect([...(await readFile(run.checkpoint))]).toEqual([1, 2, 3, 4]);
    expect(await readdir(run.path)).toEqual(['checkpoint.bin']);
  });
});

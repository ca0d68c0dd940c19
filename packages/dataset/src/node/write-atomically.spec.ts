import { mkdir, readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { useFolder } from './recordings.fixture.ts';
import { writeAtomically } from './write-atomically.ts';

const folder = useFolder();
const filesIn = (name: string) => readdir(folder.path(name));

describe('writeAtomically', () => {
  it('writes text, bytes and streams, makes folders and leaves nothing beside', async () => {
    await writeAtomically(folder.path('new/deep/a.txt'), 'é');
    expect(await readFile(folder.path('new/deep/a.txt'), 'utf8')).toBe('é');
    await writeAtomically(folder.path('new/deep/a.txt'), Uint8Array.of(1, 2));
    expect([...(await readFile(folder.path('new/deep/a.txt')))]).toEqual([1, 2]);
    await writeAtomically(folder.path('new/deep/a.txt'), async (file) => {
      await file.writeFile('x');
      await file.writeFile('y');
    });
    expect(await readFile(folder.path('new/deep/a.txt'), 'utf8')).toBe('xy');
    expect(await filesIn('new/deep')).toEqual(['a.txt']);
  });

  it('shows the old file until the new one is whole, and keeps it where writing fails', async () => {
    const path = folder.path('kept/a.txt');
    await writeAtomically(path, 'old');
    const failing = writeAtomically(path, async (file) => {
      await file.writeFile('half');
      expect(await readFile(path, 'utf8')).toBe('old');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await filesIn('kept')).toEqual(['a.txt']);
  });

  it('leaves nothing beside where the name can not be taken', async () => {
    await mkdir(folder.path('taken/a.txt'), { recursive: true });
    await expect(writeAtomically(folder.path('taken/a.txt'), 'x')).rejects.toThrow();
    expect(await filesIn('taken')).toEqual(['a.txt']);
  });

  it('never mixes writers', async () => {
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
    await Promise.all(texts.map((text) => writeAtomically(folder.path('race/x'), text)));
    expect(texts).toContain(await readFile(folder.path('race/x'), 'utf8'));
    expect(await filesIn('race')).toEqual(['x']);
  });
});

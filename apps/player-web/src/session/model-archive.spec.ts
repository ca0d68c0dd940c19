import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { modelArchive, readModelArchive } from './model-archive.ts';

const files = { modelJson: '{"ä":1}', weights: Uint8Array.of(1, 2, 3) };

describe('readModelArchive', () => {
  it('reads what modelArchive packs, beside other files', async () => {
    const archive = modelArchive('birds.zip', files, { others: { 'labels/dawn.txt': Uint8Array.of(65) } });
    expect(await readModelArchive(archive)).toEqual({ ...files, source: 'birds.zip' });
  });

  it('finds the model in any folder', async () => {
    const zipped = zipSync({
      'a/b/model.json': Uint8Array.of(123, 125),
      'a/b/weights.bin': Uint8Array.of(7),
    });
    const archive = new File([new Uint8Array(zipped)], 'a.zip');
    expect((await readModelArchive(archive)).weights).toEqual(Uint8Array.of(7));
  });

  it('says what is wrong with another file', async () => {
    await expect(readModelArchive(new File(['no archive'], 'b.zip'))).rejects.toThrow(
      'b.zip can’t be unpacked',
    );
    const lonely = zipSync({ 'a/model.json': Uint8Array.of(1), 'b/weights.bin': Uint8Array.of(2) });
    await expect(readModelArchive(new File([new Uint8Array(lonely)], 'c.zip'))).rejects.toThrow(
      'c.zip holds no model',
    );
  });
});

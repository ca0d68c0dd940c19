import { describe, expect, it } from '@jest/globals';
import { contentHash } from './content-hash.ts';
import { useFolder } from './recordings.fixture.ts';

const folder = useFolder();

describe('contentHash', () => {
  it('is the SHA-256 of the bytes (FIPS 180-2, appendix B, and a million times "a")', async () => {
    expect(await contentHash(await folder.write('a', 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(await contentHash(await folder.write('b', 'a'.repeat(1_000_000)))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  it('fails for a file that is not there', async () => {
    await expect(contentHash(folder.path('none'))).rejects.toThrow('ENOENT');
  });
});

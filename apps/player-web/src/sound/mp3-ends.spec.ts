import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { mp3Ends } from './mp3-ends.ts';

const recordings = new URL('../../../../tools/fixtures/recordings/', import.meta.url);
const bytesOf = async (name: string) => new Uint8Array(await readFile(new URL(name, recordings)));

/** An ID3v2 tag of some bytes, with a picture that looks like a header. */
function tag(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(10 + length);
  bytes.set(new TextEncoder().encode('ID3\u0004'));
  bytes.set([length >> 7, length & 0x7f], 8);
  bytes.set(new TextEncoder().encode('Xing'), 20);
  return bytes;
}

describe('mp3Ends', () => {
  it('reads delay and padding that an encoder noted down', async () => {
    for (const name of ['mono.mp3', 'stereo.mp3']) {
      const bytes = await bytesOf(name);
      const { delay, padding } = await mp3Ends(new Blob([bytes]));
      expect(delay).toBe(576 + 529);
      expect(padding).toBeGreaterThan(0);
      expect(await mp3Ends(new Blob([tag(300), tag(40), bytes]))).toEqual({ delay, padding });
    }
  });

  it('leaves nothing out where nothing is noted down', async () => {
    const nothing = { delay: 0, padding: 0 };
    const tagged = await bytesOf('mono.mp3');
    expect(await mp3Ends(new Blob([await bytesOf('without-tag.mp3')]))).toEqual(nothing);
    expect(await mp3Ends(new Blob([tagged.subarray(0, 60)]))).toEqual(nothing);
    expect(await mp3Ends(new Blob([tag(300)]))).toEqual(nothing);
    expect(await mp3Ends(new Blob([]))).toEqual(nothing);
  });
});

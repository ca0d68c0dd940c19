import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { DecodeError } from '../decode-error.ts';
import {
  frozen,
  frozenPath,
  readWithWarnings,
  useFolder,
  type WavEncoding,
  wavBytes,
} from '../recordings.fixture.ts';
import { oggChecksum } from './ogg-pages.ts';

const folder = useFolder();
const random = createRandom(3);
const ENCODINGS: WavEncoding[] = ['pcm8', 'pcm16', 'pcm24', 'pcm32', 'float32', 'float64'];
const SAMPLES = Array.from({ length: 300 }, (_, index) => Math.sin(index / 9));
/** No recording here lasts longer than 5 s; a gap that is filled lasts up to a minute at 48 kHz. */
const MAX_SAMPLES = 600 * 48_000;

/** tools/fuzz does more of it, and for longer. */
function damaged(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  for (let change = random.integer(5); change >= 0; change -= 1) {
    const at = random.integer(random.unit() < 0.5 ? Math.min(100, bytes.length) : bytes.length);
    if (random.unit() < 0.3) bytes.fill(random.unit() < 0.5 ? 0xff : 0, at, at + 4);
    else bytes[at] = random.integer(256);
  }
  // Otherwise the checksums would keep the damage from the decoders.
  for (let at = bytes.indexOf('OggS'); at >= 0; at = bytes.indexOf('OggS', at + 4)) {
    const body = at + 27 + (bytes[at + 26] ?? 0);
    const end = bytes.subarray(at + 27, body).reduce((sum, length) => sum + length, body);
    if (end <= bytes.length) bytes.writeUInt32LE(oggChecksum(bytes.subarray(at, end)), at + 22);
  }
  return random.unit() < 0.2 ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
}

const files: [string, Buffer][] = [
  ...(await Promise.all(
    Object.keys(frozen.recordings).map(
      async (name) => [name, await readFile(frozenPath(name))] as [string, Buffer],
    ),
  )),
  ...ENCODINGS.map((encoding, index) => {
    const extensible = index % 2 === 0;
    const bytes = wavBytes([SAMPLES, SAMPLES], { encoding, extensible, extraChunks: [['LIST', 'abc']] });
    return [`${encoding}.wav`, bytes] as [string, Buffer];
  }),
];

describe('damaged recordings', () => {
  // Damage may make a file one for ffmpeg, which is not what is tested here.
  beforeAll(() => void (process.env['EARMARK_FFMPEG'] = 'no-such-ffmpeg'));

  it.each(files)('answers damage to %s with samples or a DecodeError, never otherwise', async (_, whole) => {
    let refused = 0;
    const rounds = 120;
    for (let round = 0; round < rounds; round += 1) {
      try {
        const { samples } = await readWithWarnings(await folder.write('damaged', damaged(whole)));
        expect(samples.length).toBeGreaterThan(0);
        expect(samples.length).toBeLessThan(MAX_SAMPLES);
        expect(samples.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(rounds);
  });

  it('refuses random bytes', async () => {
    for (let round = 0; round < 100; round += 1) {
      const bytes = Buffer.from(Array.from({ length: random.integer(3000) }, () => random.integer(256)));
      await expect(readWithWarnings(await folder.write('random', bytes))).rejects.toThrow(DecodeError);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { recordingKey } from './recording-key.ts';

/** Noise, the same for the same seed. */
function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}
const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'a.wav') => new File([bytes], name);

describe('recordingKey', () => {
  it('is the same for the same bytes, whatever the name', async () => {
    const bytes = noise(3_000_000, 1);
    const key = await recordingKey(fileOf(bytes));
    expect(key).toMatch(/^[\da-f]{32}$/);
    expect(await recordingKey(fileOf(bytes.slice(), 'b.wav'))).toBe(key);
  });

  it('tells apart recordings that only differ somewhere in a large part, or in length', async () => {
    const bytes = noise(3_000_000, 1);
    const silentEnds = bytes.map((byte, at) => (at < 1_000_000 || at > 2_000_000 ? 0 : byte));
    const others = silentEnds.map((byte, at) => (at > 1_400_000 && at < 1_600_000 ? byte ^ 1 : byte));
    const files = [bytes, silentEnds, others, bytes.subarray(0, -1), noise(10, 1), noise(9, 1), noise(0, 1)];
    const keys = await Promise.all(files.map((file) => recordingKey(fileOf(file))));
    expect(new Set(keys).size).toBe(files.length);
  });

  it('looks at every byte of a small file', async () => {
    const bytes = noise(1001, 1);
    const keys = new Set<string>();
    for (let at = 0; at < bytes.length; at += 77) {
      const other = bytes.slice();
      other[at]! ^= 1;
      keys.add(await recordingKey(fileOf(other)));
    }
    expect(keys.size).toBe(13);
    expect(keys).not.toContain(await recordingKey(fileOf(bytes)));
  });
});

import { describe, expect, it } from '@jest/globals';
import { isOpusPacketWhole, opusPacketLength } from './opus-packet.ts';

/** SILK of 20 ms, mono, by code; behind it that many zeros. */
const packet = (code: number, head: readonly number[], zeros: number) =>
  Uint8Array.from([0x08 | code, ...head, ...new Array<number>(zeros).fill(0)]);

describe('Opus packets', () => {
  it.each([
    [0x00, [], 480],
    [0x18, [], 2880],
    [0x61, [], 960],
    [0x82, [], 240],
    [0xfb, [3], 2880],
    [0x83, [48], 5760],
    [0x83, [49], undefined],
    [0x83, [0], undefined],
    [0x83, [], undefined],
  ])('have a length: %d %j', (first, rest, length) => {
    expect(opusPacketLength(Uint8Array.of(first, ...rest))).toBe(length);
  });

  it('of no bytes have none', () => expect(opusPacketLength(new Uint8Array(0))).toBeUndefined());

  it.each([
    ['one frame', packet(0, [], 1275), packet(0, [], 1276)],
    ['two of one size', packet(1, [], 6), packet(1, [], 7)],
    ['two of their own size', packet(2, [3], 3), packet(2, [4], 3)],
    ['two, with a long size', packet(2, [253, 1], 257), packet(2, [253, 1], 256)],
    ['three of one size', packet(3, [3], 9), packet(3, [3], 10)],
    ['three of their own size', packet(3, [0x83, 1, 2], 3), packet(3, [0x83, 1, 3], 3)],
    ['padding', packet(3, [0x42, 2], 6), packet(3, [0x42, 7], 6)],
    ['long padding', packet(3, [0x42, 255, 1], 257), packet(3, [0x42, 255, 1], 254)],
    ['a size', packet(2, [0], 0), packet(2, [], 0)],
    ['all bytes of a size', packet(2, [253, 0], 253), packet(2, [253], 0)],
  ])('know whether they hold %s', (_, whole, cut) => {
    expect(isOpusPacketWhole(whole)).toBe(true);
    expect(isOpusPacketWhole(cut)).toBe(false);
  });
});

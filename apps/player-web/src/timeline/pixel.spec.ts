import { describe, expect, it } from '@jest/globals';
import { mixedPixel, pixelOf } from './pixel.ts';

const bytesOf = (pixel: number) => [...new Uint8Array(Uint32Array.of(pixel).buffer)];

describe('pixelOf', () => {
  it('puts the channels where ImageData has them', () => {
    expect(bytesOf(pixelOf('#147a41'))).toEqual([0x14, 0x7a, 0x41, 255]);
  });

  it.each(['147a41', '#147a4', 'green', '#147a4g'])('refuses %s', (colour) => {
    expect(() => pixelOf(colour)).toThrow(`the colour is ${colour}`);
  });
});

describe('mixedPixel', () => {
  it('goes from the first colour to the second', () => {
    const [first, second] = [pixelOf('#000000'), pixelOf('#ff8040')];
    expect(mixedPixel(first, second, 0)).toBe(first);
    expect(mixedPixel(first, second, 1)).toBe(second);
    expect(bytesOf(mixedPixel(first, second, 0.5))).toEqual([128, 64, 32, 255]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { framePieces, type FrameSource } from './frame-source.ts';

const counting = (frames: number): FrameSource => ({
  frames,
  bands: 1,
  read: (start, count) => Float32Array.from({ length: count }, (_, index) => start + index),
});

describe('framePieces', () => {
  it.each([0, 1, 4096, 4097, 10_000])('gives all of %d frames once and in order', (frames) => {
    const pieces = [...framePieces(counting(frames))];
    expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(4096);
    expect(pieces.flatMap((piece) => [...piece])).toEqual(
      Array.from({ length: frames }, (_, index) => index),
    );
  });
});

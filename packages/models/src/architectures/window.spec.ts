import { describe, expect, it } from '@jest/globals';
import { defaultDilatedConv } from './dilated-conv.ts';
import { defaultVanillaConv } from './vanilla-conv.ts';
import { leftContextFrames, windowSpecOf } from './window.ts';

describe('windowSpecOf', () => {
  it('takes a window that is free from the person, else the one that the architecture has', () => {
    expect(windowSpecOf(defaultVanillaConv, 65)).toEqual({ frames: 65, hop: 1 });
    expect(windowSpecOf(defaultVanillaConv)).toEqual({ frames: 81, hop: 1 });
    expect(windowSpecOf(defaultDilatedConv)).toEqual({ frames: 265, hop: 4 });
    expect(windowSpecOf(defaultDilatedConv, 265)).toEqual({ frames: 265, hop: 4 });
  });

  it('refuses a window that the architecture can not have', () => {
    expect(() => windowSpecOf(defaultDilatedConv, 81)).toThrow(/windowFrames is 81; dilated-conv .* has 265/);
  });
});

describe('leftContextFrames', () => {
  it('is what the answered frames and the lookahead leave of a window', () => {
    expect(leftContextFrames(defaultVanillaConv, { frames: 81, hop: 1 })).toBe(40);
    expect(leftContextFrames(defaultDilatedConv, { frames: 265, hop: 4 })).toBe(265 - 4 - 48);
  });
});

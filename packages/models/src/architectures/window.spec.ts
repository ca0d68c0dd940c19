import { describe, expect, it } from '@jest/globals';
import { defaultDilatedConv } from './dilated-conv.ts';
import { defaultLstm } from './lstm.ts';
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

  it('refuses a lookahead beyond the window', () => {
    expect(windowSpecOf({ ...defaultLstm, lookahead: 19 }, 20)).toEqual({ frames: 20, hop: 1 });
    expect(() => windowSpecOf({ ...defaultLstm, lookahead: 20 }, 20)).toThrow(
      'the lookahead of lstm is 20 frames; expected at most 19, as a window has 20 and answers 1',
    );
    expect(windowSpecOf({ ...defaultDilatedConv, lookahead: 261 }).frames).toBe(265);
    expect(() => windowSpecOf({ ...defaultDilatedConv, lookahead: 262 })).toThrow(/expected at most 261/);
  });
});

describe('leftContextFrames', () => {
  it('is what the answered frames and the lookahead leave of a window', () => {
    expect(leftContextFrames(defaultVanillaConv, { frames: 81, hop: 1 })).toBe(40);
    expect(leftContextFrames(defaultDilatedConv, { frames: 265, hop: 4 })).toBe(265 - 4 - 48);
  });
});

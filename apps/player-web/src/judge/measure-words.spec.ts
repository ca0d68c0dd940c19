import { expect, it } from '@jest/globals';
import { asFigure, lengthInWords, shareInPercent } from './measure-words.ts';

it('writes shares, figures and lengths', () => {
  expect(shareInPercent(0.9312)).toBe('93.1 %');
  expect(asFigure(0.98765)).toBe('0.988');
  expect(lengthInWords(4.25)).toBe('4.3 s');
  expect(lengthInWords(3725)).toBe('1:02:05');
});

it('writes a dash where a figure is undefined', () => {
  for (const nothing of [null, NaN]) {
    expect(shareInPercent(nothing)).toBe('–');
    expect(asFigure(nothing)).toBe('–');
  }
});

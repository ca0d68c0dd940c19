import { describe, expect, it } from '@jest/globals';
import { drawSegmentTexts } from './draw-segment-texts.ts';

/** Writes down what is written; a letter is 10 pixels wide. */
function textsOf(segments: Parameters<typeof drawSegmentTexts>[1], startSeconds: number, endSeconds: number) {
  const texts: [string, number][] = [];
  const context = {
    fillStyle: '',
    font: '',
    textBaseline: 'alphabetic' as const,
    measureText: (text: string) => ({ width: 10 * text.length }) as TextMetrics,
    fillText: (text: string, x: number) => void texts.push([text, x]),
  };
  drawSegmentTexts(context, segments, { startSeconds, endSeconds }, { width: 1000, height: 34, scale: 1 });
  return texts;
}
const segment = (start: number, end: number, confidence?: number) => ({
  start,
  end,
  label: 'speech',
  ...(confidence === undefined ? {} : { confidence }),
});

describe('drawSegmentTexts', () => {
  it('writes label and confidence where they fit', () => {
    expect(textsOf([segment(0, 2, 0.97)], 0, 10)).toEqual([['speech 97 %', 7]]);
    expect(textsOf([segment(1, 2, 0.97)], 0, 10)).toEqual([['speech', 107]]);
    expect(textsOf([segment(1, 1.5, 0.97)], 0, 10)).toEqual([]);
    expect(textsOf([segment(0, 2)], 0, 10)).toEqual([['speech', 7]]);
  });

  it('writes at the left edge what began before', () => {
    expect(textsOf([segment(0, 60), segment(60, 61)], 50, 60)).toEqual([['speech', 7]]);
  });

  it('counts only the visible room', () => {
    expect(textsOf([segment(0, 50.5)], 50, 60)).toEqual([]);
  });
});

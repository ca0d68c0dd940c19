import { describe, expect, it } from '@jest/globals';
import { pixelOf } from '../timeline/pixel.ts';
import { createLiveHistory } from './live-history.ts';
import { paintLiveLevels, paintLivePosteriors } from './paint-live.ts';

const nothing = new Float32Array(0);
const [red, green] = ['#b3261e', '#147a41'].map(pixelOf) as [number, number];

describe('paintLiveLevels', () => {
  it('paints the asked frames from left to right, the lowest row at the bottom, around the end of the ring', () => {
    const history = createLiveHistory(3, 2, 1);
    history.push(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7), nothing, nothing);
    const colours = Uint32Array.from({ length: 256 }, (_, level) => 1000 + level);
    const { width, height, pixels } = paintLiveLevels(history, 2, 4, colours);
    expect([width, height]).toEqual([2, 2]);
    expect([...pixels]).toEqual([1005, 1007, 1004, 1006]);
  });
});

describe('paintLivePosteriors', () => {
  const styles = [
    { colour: '#b3261e', pattern: 'hatched' },
    { colour: '#147a41', pattern: 'plain' },
  ] as const;
  const columnOf = ({ width, pixels }: { width: number; pixels: Uint32Array }, x: number) =>
    [...pixels].filter((_, at) => at % width === x);

  it('points up for a label and down, in stripes, for the background, as far as it is sure', () => {
    const history = createLiveHistory(3, 1, 2);
    history.push(Uint8Array.of(0, 0), nothing, Float32Array.of(0, 1, 1, 0));
    const picture = paintLivePosteriors(history, styles, 0, 16);
    expect(columnOf(picture, 0)).toEqual(Array(16).fill(0));
    expect(columnOf(picture, 1)).toEqual([...Array(8).fill(green), ...Array(8).fill(0)]);
    const background = columnOf(picture, 2);
    expect(background.slice(0, 8)).toEqual(Array(8).fill(0));
    expect(new Set(background.slice(8))).toEqual(new Set([red, 0]));
  });

  it('is half as long where it can’t tell', () => {
    const history = createLiveHistory(1, 1, 2);
    history.push(Uint8Array.of(0), Float32Array.of(0.499, 0.501), nothing);
    const column = columnOf(paintLivePosteriors(history, styles, 0, 16), 0);
    expect(column).toEqual([...Array(4).fill(0), ...Array(4).fill(green), ...Array(8).fill(0)]);
  });

  it('leaves a frame empty of which nothing is known', () => {
    const history = createLiveHistory(1, 1, 2);
    history.push(Uint8Array.of(0), nothing, nothing);
    expect([...paintLivePosteriors(history, styles, 0, 4).pixels]).toEqual([0, 0, 0, 0]);
  });
});

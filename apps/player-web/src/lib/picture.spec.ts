import { describe, expect, it } from '@jest/globals';
import { renderSpectrogram } from '@earmark/dsp';
import { pictureOf } from './picture.ts';

const redAt = (picture: ReturnType<typeof pictureOf>, column: number, row: number) =>
  picture.data[4 * (row * picture.width + column)]!;

describe('pictureOf', () => {
  it('shows one column a frame, from 80 dB below the loudest', () => {
    const spectrogram = { values: Float32Array.of(0, -40, -80, -100), frames: 2, bands: 2 };
    const range = { colourMap: 'magma', minDb: -80, maxDb: 0 } as const;
    expect(pictureOf(spectrogram)).toEqual(renderSpectrogram(spectrogram, range));
  });

  it('keeps a click of one frame in an hour visible', () => {
    const frames = 360_000;
    const values = new Float32Array(2 * frames).fill(-90);
    values[2 * 123_456 + 1] = 0;
    const picture = pictureOf({ values, frames, bands: 2 });
    expect(picture.width).toBe(4096);
    const column = Math.floor((123_456 * 4096) / frames);
    // The high band is the upper row.
    expect(redAt(picture, column, 0)).toBeGreaterThan(200);
    expect(redAt(picture, column, 1)).toBeLessThan(10);
    expect(redAt(picture, column - 1, 0)).toBeLessThan(10);
  });
});

import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, featurePresets } from './feature-presets.ts';
import { renderSpectrogram, type Pixels } from './render.ts';
import { pictureRange, spectrogramPicture } from './spectrogram-picture.ts';

const features = { ...defaultFeatures, bands: 2 };
const redAt = ({ data, width }: Pixels, column: number, row: number) => data[4 * (row * width + column)]!;

describe('spectrogramPicture', () => {
  it('shows one column a frame, from 80 dB below the loudest', () => {
    const spectrogram = { values: Float32Array.of(0, -40, -80, -100), frames: 2, bands: 2, features };
    const range = { colourMap: 'magma', least: -80, most: 0 } as const;
    expect(spectrogramPicture(spectrogram, 2)).toEqual(renderSpectrogram(spectrogram, range));
  });

  it('keeps a click of one frame in an hour visible', () => {
    const frames = 360_000;
    const values = new Float32Array(2 * frames).fill(-90);
    values[2 * 123_456 + 1] = 0;
    const picture = spectrogramPicture({ values, frames, bands: 2, features }, 4096);
    expect([picture.width, picture.height]).toEqual([4096, 2]);
    const column = Math.floor((123_456 * 4096) / frames);
    // The high band is the upper row.
    expect(redAt(picture, column, 0)).toBeGreaterThan(200);
    expect(redAt(picture, column, 1)).toBeLessThan(10);
    expect(redAt(picture, column - 1, 0)).toBeLessThan(10);
  });

  it('shows silence as black', () => {
    const values = new Float32Array(4).fill(features.floorDb);
    const picture = spectrogramPicture({ values, frames: 2, bands: 2, features }, 10);
    expect(redAt(picture, 0, 0)).toBeLessThan(10);
  });
});

describe('pictureRange', () => {
  it('is 80 dB of every unit that is a logarithm, and begins no lower than silence', () => {
    expect(pictureRange(featurePresets.default, 20)).toEqual({ least: -60, most: 20 });
    expect(pictureRange(featurePresets.default, -100)).toEqual({ least: -100, most: -20 });
    expect(pictureRange(featurePresets.origin, 100)).toEqual({ least: 20, most: 100 });
    // Magnitudes: 80 dB are a factor of 10,000.
    const { least, most } = pictureRange(featurePresets.yamnet, 5);
    expect(most).toBe(5);
    expect(least).toBeCloseTo(5 - Math.log(10_000), 9);
  });

  it('begins at silence where values are no logarithms, and has a width even then', () => {
    const linear = { ...defaultFeatures, compression: 'none' } as const;
    expect(pictureRange(linear, 7)).toEqual({ least: expect.closeTo(1e-10, 15), most: 7 });
    const pcen = { ...defaultFeatures, compression: 'pcen' } as const;
    expect(pictureRange(pcen, 0)).toEqual({ least: 0, most: 1 });
  });
});

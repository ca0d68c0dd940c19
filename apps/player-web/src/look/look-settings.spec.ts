import { describe, expect, it } from '@jest/globals';
import { defaultLook, readLookSettings } from './look-settings.ts';

describe('readLookSettings', () => {
  it('reads what was kept', () => {
    const kept = { colourMap: 'cividis', gainDb: -6, rangeDb: 60, palette: 'blue-orange', theme: 'dark' };
    expect(readLookSettings(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([null, '', 'null', '[]', '7', '{', '{"theme":'])('is as by default for %s', (kept) => {
    expect(readLookSettings(kept)).toEqual(defaultLook);
  });

  it('takes each value by itself', () => {
    const kept = { colourMap: 'rainbow', gainDb: 'loud', rangeDb: -3, palette: 7, theme: 'dark' };
    expect(readLookSettings(JSON.stringify(kept))).toEqual({ ...defaultLook, theme: 'dark' });
    expect(readLookSettings('{"gainDb":1e9}')).toEqual(defaultLook);
  });
});

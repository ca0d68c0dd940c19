import { describe, expect, it } from '@jest/globals';
import type { FeatureSpec } from './feature-spec.ts';
import { librosa } from './librosa.fixture.ts';
import { createWindow } from './window.ts';

describe('createWindow', () => {
  it.each(Object.entries(librosa.windows))('%s equals the periodic window of scipy', (name, expected) => {
    const window = createWindow(name as FeatureSpec['window'], expected.length);
    for (const [i, value] of expected.entries()) expect(window[i]).toBeCloseTo(value, 11);
  });

  it('is symmetric about its middle but for the first weight', () => {
    const window = createWindow('blackman', 401);
    for (let n = 1; n < 401; n++) expect(window[n]).toBeCloseTo(window[401 - n]!, 12);
  });
});

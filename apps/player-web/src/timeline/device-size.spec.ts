import { describe, expect, it } from '@jest/globals';
import { deviceSize } from './device-size.ts';

const contentRect = { width: 100.3, height: 50 };
const told = (inlineSize: number, blockSize: number) => [{ inlineSize, blockSize }];

describe('deviceSize', () => {
  it('takes what the browser tells', () => {
    const entry = { contentRect, devicePixelContentBoxSize: told(200, 101) };
    expect(deviceSize(entry, 2)).toEqual({ width: 200, height: 101 });
  });

  it('rounds where it tells nothing, or counts in other pixels', () => {
    expect(deviceSize({ contentRect }, 2)).toEqual({ width: 201, height: 100 });
    const entry = { contentRect, devicePixelContentBoxSize: told(100, 50) };
    expect(deviceSize(entry, 2)).toEqual({ width: 201, height: 100 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { faded, repeat } from './repeat.ts';

describe('repeat', () => {
  it('plays a sound again and again from where it begins', () => {
    expect([...repeat(Float32Array.of(1, 2, 3), 5, 1, 0)]).toEqual([2, 3, 1, 2, 3]);
    expect([...repeat(Float32Array.of(5), 3, 0, 10)]).toEqual([5, 5, 5]);
  });

  it('takes a piece of a long sound as it is', () => {
    expect([...repeat(Float32Array.of(1, 2, 3, 4), 2, 1, 2)]).toEqual([2, 3]);
  });

  it('fades each time into the next, at one level', () => {
    const track = repeat(new Float32Array(100).fill(1), 1000, 50, 20);
    expect(track).toHaveLength(1000);
    track.forEach((value) => expect(value).toBeCloseTo(1, 6));
  });
});

describe('faded', () => {
  it('rises and falls at the ends, and leaves the middle and the input alone', () => {
    const sound = new Float32Array(8).fill(1);
    expect([...faded(sound, 2)]).toEqual([0.25, 0.75, 1, 1, 1, 1, 0.75, 0.25]);
    expect(sound.every((value) => value === 1)).toBe(true);
    expect([...faded(Float32Array.of(1), 5)]).toEqual([1]);
  });
});

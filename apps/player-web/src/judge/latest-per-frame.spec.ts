import { expect, it } from '@jest/globals';
import { latestPerFrame } from './latest-per-frame.ts';

it('hands on the latest value at each picture, and nothing where there is none', () => {
  const applied: number[] = [];
  const frames: (() => void)[] = [];
  const take = latestPerFrame(
    (value: number) => applied.push(value),
    (callback) => frames.push(callback),
  );

  take(1);
  take(2);
  expect(applied).toEqual([]);
  expect(frames).toHaveLength(1);
  frames.shift()!();
  expect(applied).toEqual([2]);

  take(3);
  frames.shift()!();
  expect(applied).toEqual([2, 3]);
  expect(frames).toEqual([]);
});

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createBreaks } from './breaks.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('createBreaks', () => {
  it('lets other work through once enough was done, and not before', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const takeBreak = createBreaks();
    const order: string[] = [];
    const say = () => void order.push('said');
    setTimeout(() => order.push('other work'));
    now = 50;
    await takeBreak(say);
    expect(order).toEqual([]);
    now = 100;
    await takeBreak(say);
    now = 150;
    await takeBreak(say);
    expect(order).toEqual(['said', 'other work']);
  });
});

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SampleStretch } from './sample-columns.ts';
import { createSampleLoader } from './sample-loader.ts';

const range = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });

describe('createSampleLoader', () => {
  let asked: { start: number; end: number; signal: AbortSignal; answer: () => void; fail: () => void }[];
  let stretches: SampleStretch[];
  const open = () =>
    createSampleLoader(
      (start, end, signal) =>
        new Promise((resolve, reject) => {
          const answer = () => resolve({ samples: new Float32Array(2), sampleRate: 8 });
          asked.push({ start, end, signal, answer, fail: () => reject(new Error('no')) });
        }),
      100,
      (stretch) => stretches.push(stretch),
    );
  const settle = () => jest.advanceTimersByTimeAsync(1000);

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    stretches = [];
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('loads what is looked at, and a margin of it within the recording', async () => {
    const loader = open();
    loader.want(range(99, 100));
    expect(asked).toHaveLength(0);
    await settle();
    expect(asked.map(({ start, end }) => [start, end])).toEqual([[98.5, 100]]);
    asked[0]!.answer();
    await settle();
    expect(stretches).toEqual([{ samples: new Float32Array(2), sampleRate: 8, startSeconds: 98.5 }]);
  });

  it('does not load again what is there or on its way', async () => {
    const loader = open();
    loader.want(range(10, 12));
    loader.want(range(9.5, 11.5));
    await settle();
    loader.want(range(10.5, 12.5));
    asked[0]!.answer();
    await settle();
    loader.want(range(9, 11));
    await settle();
    expect(asked).toHaveLength(1);
    expect(asked[0]!.signal.aborted).toBe(false);
  });

  it('waits until the view stands still', async () => {
    const loader = open();
    for (let at = 0; at < 50; at += 5) {
      loader.want(range(at, at + 1));
      await jest.advanceTimersByTimeAsync(20);
    }
    await settle();
    expect(asked.map(({ start }) => start)).toEqual([44.5]);
  });

  it('gives up what is no longer looked at', async () => {
    const loader = open();
    loader.want(range(10, 11));
    await settle();
    loader.want(range(50, 51));
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[0]!.answer();
    await settle();
    expect(stretches).toEqual([]);
    loader.stop();
    expect(asked[1]!.signal.aborted).toBe(true);
  });

  it('tries again after a failure', async () => {
    const loader = open();
    loader.want(range(10, 11));
    await settle();
    asked[0]!.fail();
    await settle();
    loader.want(range(10, 11));
    await settle();
    expect(asked).toHaveLength(2);
  });
});

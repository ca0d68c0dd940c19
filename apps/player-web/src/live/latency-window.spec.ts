import { describe, expect, it } from '@jest/globals';
import { createLatencyWindow } from './latency-window.ts';

describe('createLatencyWindow', () => {
  it('knows nothing before something was noted', () => {
    expect(createLatencyWindow(1000).median()).toBeUndefined();
  });

  it('gives the median of odd and even counts', () => {
    const latency = createLatencyWindow(1000);
    for (const delay of [90, 10, 30]) latency.note(0, delay);
    expect(latency.median()).toBe(30);
    latency.note(0, 50);
    expect(latency.median()).toBe(40);
  });

  it('forgets what was longer ago than its window', () => {
    const latency = createLatencyWindow(1000);
    latency.note(0, 500);
    latency.note(1400, 1500);
    expect(latency.median()).toBe(100);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import { createEdgeScroll, type EdgeScroll } from './edge-scroll.ts';

describe('createEdgeScroll', () => {
  let frames: (() => void)[];
  let steps: number[][];
  let scroll: EdgeScroll;
  beforeEach(() => {
    frames = [];
    steps = [];
    scroll = createEdgeScroll(
      (run) => frames.push(run),
      (pixels, x) => steps.push([pixels, x]),
    );
  });
  const nextFrame = () => frames.shift()?.();

  it('scrolls on at every frame, the faster the further', () => {
    scroll.hold(120, 100);
    nextFrame();
    nextFrame();
    scroll.hold(140, 100);
    nextFrame();
    scroll.hold(900, 100);
    nextFrame();
    scroll.hold(-8, 100);
    nextFrame();
    expect(steps).toEqual([
      [5, 120],
      [5, 120],
      [10, 140],
      [24, 900],
      [-2, -8],
    ]);
    expect(frames).toHaveLength(1);
  });

  it('ends within the view, and when stopped', () => {
    scroll.hold(50, 100);
    expect(frames).toHaveLength(0);
    scroll.hold(120, 100);
    scroll.hold(100, 100);
    nextFrame();
    expect([steps, frames]).toEqual([[], []]);
    scroll.hold(120, 100);
    nextFrame();
    scroll.stop();
    nextFrame();
    expect([steps.length, frames.length]).toEqual([1, 0]);
  });
});

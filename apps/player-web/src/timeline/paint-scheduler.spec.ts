import { describe, expect, it } from '@jest/globals';
import { createPaintScheduler } from './paint-scheduler.ts';

describe('createPaintScheduler', () => {
  it('asks for one frame, and paints each surface once and last', () => {
    const frames: (() => void)[] = [];
    const painted: string[] = [];
    const { schedule } = createPaintScheduler((run) => frames.push(run));
    const [a, b] = [{}, {}];
    schedule(a, () => painted.push('a old'));
    schedule(b, () => painted.push('b'));
    schedule(a, () => painted.push('a new'));
    expect([frames.length, painted.length]).toEqual([1, 0]);
    frames[0]!();
    expect(painted).toEqual(['a new', 'b']);
  });

  it('asks again for what comes later, also while painting', () => {
    const frames: (() => void)[] = [];
    const painted: string[] = [];
    const { schedule } = createPaintScheduler((run) => frames.push(run));
    const a = {};
    schedule(a, () => schedule(a, () => painted.push('again')));
    frames[0]!();
    expect(frames).toHaveLength(2);
    frames[1]!();
    expect(painted).toEqual(['again']);
  });

  it('forgets a surface that is gone, but not the others', () => {
    const frames: (() => void)[] = [];
    const painted: string[] = [];
    const { schedule, forget } = createPaintScheduler((run) => frames.push(run));
    const [a, b] = [{}, {}];
    schedule(a, () => painted.push('a'));
    forget(a);
    forget({});
    schedule(b, () => painted.push('b'));
    expect(frames).toHaveLength(1);
    frames[0]!();
    expect(painted).toEqual(['b']);
  });
});

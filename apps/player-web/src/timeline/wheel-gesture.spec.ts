import { describe, expect, it } from '@jest/globals';
import { wheelGesture } from './wheel-gesture.ts';

const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };

describe('wheelGesture', () => {
  it('leaves a plain wheel to the page', () => {
    expect(wheelGesture({ ...turn, deltaY: 100 }, 1000)).toBeUndefined();
    expect(wheelGesture({ ...turn, deltaX: 3, deltaY: 100 }, 1000)).toBeUndefined();
  });

  it('zooms with Ctrl or Command, closer upwards', () => {
    const closer = wheelGesture({ ...turn, deltaY: -100, ctrlKey: true }, 1000);
    expect(closer).toEqual({ type: 'zoom', factor: expect.closeTo(1.35, 2) });
    const away = wheelGesture({ ...turn, deltaY: 100, metaKey: true }, 1000);
    expect(away).toEqual({ type: 'zoom', factor: expect.closeTo(1 / 1.35, 2) });
  });

  it('does not lose the place at one turn', () => {
    const far = wheelGesture({ ...turn, deltaY: -30, deltaMode: 2, ctrlKey: true }, 1000);
    expect(far).toEqual({ type: 'zoom', factor: expect.closeTo(Math.exp(0.75)) });
  });

  it('pans with Shift, and sideways', () => {
    expect(wheelGesture({ ...turn, deltaY: 40, shiftKey: true }, 1000)).toEqual({ type: 'pan', pixels: 40 });
    expect(wheelGesture({ ...turn, deltaX: 40, shiftKey: true }, 1000)).toEqual({ type: 'pan', pixels: 40 });
    expect(wheelGesture({ ...turn, deltaX: -40, deltaY: 9 }, 1000)).toEqual({ type: 'pan', pixels: -40 });
  });

  it('counts lines and pages in pixels', () => {
    expect(wheelGesture({ ...turn, deltaX: 3, deltaMode: 1 }, 1000)).toEqual({ type: 'pan', pixels: 48 });
    expect(wheelGesture({ ...turn, deltaX: 1, deltaMode: 2 }, 1000)).toEqual({ type: 'pan', pixels: 1000 });
  });
});

/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectPointers, type HoverPlace } from './connect-pointers.ts';
import type { TimelineGestures } from './timeline-gestures.ts';

describe('connectPointers', () => {
  let tracks: HTMLElement;
  let lane: HTMLElement;
  let log: unknown[];
  let hovered: HoverPlace | undefined;
  let dragging: boolean;
  let disconnect: () => void;

  beforeEach(() => {
    document.body.innerHTML = '<div><div data-zone="sound"><canvas></canvas></div><p></p></div>';
    tracks = document.body.firstElementChild as HTMLElement;
    lane = tracks.firstElementChild as HTMLElement;
    tracks.setPointerCapture = () => {};
    tracks.getBoundingClientRect = () => new DOMRect(50, 10, 500, 300);
    lane.getBoundingClientRect = () => new DOMRect(50, 10, 500, 100);
    log = [];
    hovered = undefined;
    dragging = false;
    const gestures: TimelineGestures = {
      get isDragging() {
        return dragging;
      },
      down: (press) => log.push(press),
      move: (id, x) => log.push(['move', id, x]),
      up: (id, x) => log.push(['up', id, x]),
      lost: (id) => log.push(['lost', id]),
      cancel: () => dragging,
    };
    disconnect = connectPointers(tracks, {
      gestures,
      onHover: (place) => (hovered = place),
      onWheel: (gesture, x) => log.push([gesture.type, x]),
    });
  });
  afterEach(() => disconnect());

  /** jsdom has no PointerEvent. */
  function point(target: Element, type: string, init: MouseEventInit & { pointerType?: string } = {}): void {
    const event = new MouseEvent(type, { bubbles: true, clientX: 150, clientY: 35, ...init });
    Object.assign(event, { pointerId: 1, pointerType: init.pointerType ?? 'mouse' });
    target.dispatchEvent(event);
  }
  const canvas = () => lane.firstElementChild!;

  it('passes on what a pointer does, and where', () => {
    point(canvas(), 'pointerdown', { shiftKey: true });
    point(canvas(), 'pointermove');
    point(canvas(), 'pointerup');
    point(canvas(), 'pointercancel');
    expect(log).toEqual([
      { id: 1, x: 100, zone: 'sound', isTouch: false, extends: true },
      ['move', 1, 100],
      ['up', 1, 100],
      ['lost', 1],
    ]);
  });

  it('leaves other buttons and what is no zone alone', () => {
    point(canvas(), 'pointerdown', { button: 2 });
    point(tracks.lastElementChild!, 'pointerdown');
    expect(log).toEqual([]);
  });

  it('tells where the pointer is; during a drag it stays on its lane', () => {
    point(canvas(), 'pointermove');
    expect(hovered).toEqual({ x: 100, zone: 'sound', lane, height: 0.75 });
    dragging = true;
    point(tracks.lastElementChild!, 'pointermove', { clientX: 250 });
    expect(hovered).toEqual({ x: 200, zone: 'sound', lane, height: 0.75 });
    point(tracks, 'pointerleave');
    expect(hovered).toBeUndefined();
  });

  it('scrolls on while a drag is held beyond an end', () => {
    const frames: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (run) => frames.push(run);
    Object.defineProperty(tracks, 'clientWidth', { value: 500 });
    point(canvas(), 'pointermove', { clientX: 590 });
    expect(frames).toEqual([]);
    dragging = true;
    point(canvas(), 'pointermove', { clientX: 590 });
    log = [];
    frames.shift()!(0);
    expect(log).toEqual([
      ['pan', 540],
      ['move', 1, 540],
    ]);
    dragging = false;
    frames.shift()!(0);
    frames.shift()!(0);
    expect([log.length, frames.length]).toEqual([2, 0]);
  });

  it('keeps only the wheels that mean something', () => {
    const turn = (init: WheelEventInit) =>
      canvas().dispatchEvent(
        new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 150, ...init }),
      );
    expect(turn({ deltaY: 100 })).toBe(true);
    expect(turn({ deltaY: 100, ctrlKey: true })).toBe(false);
    expect(log).toEqual([['zoom', 100]]);
  });

  it('takes Escape from the page only to cancel a drag', () => {
    let heard = 0;
    const onKey = () => heard++;
    document.addEventListener('keydown', onKey);
    const escape = () =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      );
    escape();
    dragging = true;
    escape();
    expect(heard).toBe(1);
    document.removeEventListener('keydown', onKey);
  });

  it('hears nothing once it is ended', () => {
    disconnect();
    point(canvas(), 'pointerdown');
    expect(log).toEqual([]);
  });
});

import type { SegmentHit } from './hit-segment.ts';
import type { GestureHost, PointerPress } from './timeline-gestures.ts';

/** What a pressed pointer does until it is let go. */
export interface Drag {
  move(x: number): void;
  end(x: number): void;
  cancel(): void;
}

/** A pointer that moves less is a click. */
const CLICK_PIXELS = 3;
const TAP_PIXELS = 9;

/**
 * The drags of a timeline, see {@link createTimelineGestures}.
 *
 * @example createDrags(host).begin(press)?.end(press.x)
 */
export function createDrags(host: GestureHost): { begin(press: PointerPress): Drag } {
  /** A click until the pointer has moved, a drag from then on. */
  function clickOr(press: PointerPress, click: () => void, startDrag: () => Drag): Drag {
    let drag: Drag | undefined;
    const move = (x: number) => {
      if (!drag && Math.abs(x - press.x) > (press.isTouch ? TAP_PIXELS : CLICK_PIXELS)) drag = startDrag();
      drag?.move(x);
    };
    return {
      move,
      end(x) {
        move(x);
        if (drag) drag.end(x);
        else click();
      },
      cancel: () => drag?.cancel(),
    };
  }

  function scrub(press: PointerPress): Drag {
    const before = host.currentSeconds;
    const seek = (x: number) => host.seek(host.secondsAt(x));
    seek(press.x);
    return { move: seek, end: seek, cancel: () => host.seek(before) };
  }

  /** Selects from where the pointer went down; with Shift, from the end of the selection that is further away. */
  function selectTime(press: PointerPress): Drag {
    const before = host.selection;
    const pressed = host.secondsAt(press.x);
    let anchor = pressed;
    if (press.extends && before)
      anchor = pressed - before.start < before.end - pressed ? before.end : before.start;
    const move = (x: number) => {
      const seconds = host.secondsAt(x);
      host.select({ start: Math.min(anchor, seconds), end: Math.max(anchor, seconds) });
    };
    return { move, end: move, cancel: () => host.select(before) };
  }

  function createSegment(press: PointerPress): Drag {
    const anchor = host.snap(host.secondsAt(press.x));
    const spanTo = (x: number) => {
      const seconds = host.snap(host.secondsAt(x));
      return { start: Math.min(anchor, seconds), end: Math.max(anchor, seconds) };
    };
    return {
      move(x) {
        const { start, end } = spanTo(x);
        host.preview(start < end ? { start, end, label: host.currentClass } : undefined);
      },
      end(x) {
        const { start, end } = spanTo(x);
        host.preview(undefined);
        if (start < end) host.create(start, end);
      },
      cancel: () => host.preview(undefined),
    };
  }

  /** The edge goes along with the pointer, but never past the other edge. */
  function moveEdge(press: PointerPress, { segment, edge }: SegmentHit): Drag {
    const grabbed = host.secondsAt(press.x) - (edge === 'start' ? segment.start : segment.end);
    let { start, end } = segment;
    return {
      move(x) {
        const seconds = host.snap(host.secondsAt(x) - grabbed);
        if (edge === 'start' && seconds < end) start = seconds;
        if (edge === 'end' && seconds > start) end = seconds;
        host.preview({ start, end, label: segment.label, replaces: segment });
      },
      end() {
        host.preview(undefined);
        if (start !== segment.start || end !== segment.end) host.resize(segment, start, end);
      },
      cancel: () => host.preview(undefined),
    };
  }

  function seekHere(press: PointerPress): void {
    if (press.extends && host.selection) return selectTime(press).end(press.x);
    host.select(undefined);
    host.seek(host.secondsAt(press.x));
  }

  return {
    begin(press) {
      const { zone, x, isTouch } = press;
      if (zone === 'ruler') return scrub(press);
      if (zone === 'sound')
        return clickOr(
          press,
          () => seekHere(press),
          () => selectTime(press),
        );
      const hit = host.hit(zone, x, isTouch);
      const select = () => {
        if (!hit) return seekHere(press);
        const { start, end } = hit.segment;
        host.select({ start, end, segment: hit.segment, lane: zone });
      };
      if (zone === 'hypothesis') return clickOr(press, select, () => selectTime(press));
      return clickOr(press, select, () => (hit?.edge ? moveEdge(press, hit) : createSegment(press)));
    },
  };
}

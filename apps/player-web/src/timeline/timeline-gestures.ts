import type { Segment } from '@earmark/dataset';
import type { SegmentHit } from './hit-segment.ts';
import { createDrags, type Drag } from './timeline-drags.ts';
import type { SegmentPreview } from './paint-segments.ts';
import type { SegmentLaneName, TimelineSelection } from './timeline-data.ts';

/** Where on the timeline a pointer is: the ruler, a picture of the sound, or a lane of segments. */
export type Zone = 'ruler' | 'sound' | SegmentLaneName;

/** What gestures ask of the timeline, and do to it. Pixels count from the left end of the tracks. */
export interface GestureHost {
  readonly selection: TimelineSelection | undefined;
  readonly currentSeconds: number;
  readonly currentClass: string;
  readonly secondsPerPixel: number;
  /** Within the recording; may lie outside of the view. */
  secondsAt(x: number): number;
  hit(lane: SegmentLaneName, x: number, isTouch: boolean): SegmentHit | undefined;
  snap(seconds: number): number;
  seek(seconds: number): void;
  select(selection: TimelineSelection | undefined): void;
  preview(preview: SegmentPreview | undefined): void;
  create(start: number, end: number): void;
  resize(segment: Segment, start: number, end: number): void;
  zoomAt(seconds: number, factor: number): void;
  pan(seconds: number): void;
}

export interface PointerPress {
  readonly id: number;
  readonly x: number;
  readonly zone: Zone;
  readonly isTouch: boolean;
  /** Shift: the selection grows or shrinks to here. */
  readonly extends: boolean;
}

/** What pointers do, whatever they come from. */
export interface TimelineGestures {
  readonly isDragging: boolean;
  down(press: PointerPress): void;
  move(id: number, x: number): void;
  up(id: number, x: number): void;
  /** The browser took the pointer away: nothing has happened. */
  lost(id: number): void;
  /** Ends a drag as if it had not been; returns whether there was one. */
  cancel(): boolean;
}

/**
 * Turns pointers into what they mean, as Audacity has it: a click on the sound seeks and selects nothing, a drag there selects; the
 * ruler scrubs; on the reference lane a drag creates a segment and an edge can be moved; a click on a segment selects it; two
 * pointers zoom and pan.
 *
 * @example
 * const gestures = createTimelineGestures(host);
 * gestures.down({ id: 1, x: 100, zone: 'sound', isTouch: false, extends: false });
 * gestures.up(1, 100); // host.seek(host.secondsAt(100))
 */
export function createTimelineGestures(host: GestureHost): TimelineGestures {
  const drags = createDrags(host);
  const pointers = new Map<number, number>();
  let drag: Drag | undefined;

  /** Where the two fingers are: their middle, and how far they are apart. */
  const pinch = () => {
    const [a, b] = [...pointers.values()];
    return { middle: (a! + b!) / 2, distance: Math.max(MIN_PINCH_PIXELS, Math.abs(a! - b!)) };
  };
  const cancel = () => {
    const was = drag;
    drag = undefined;
    was?.cancel();
    return was !== undefined;
  };

  return {
    get isDragging() {
      return drag !== undefined;
    },
    down(press) {
      pointers.set(press.id, press.x);
      if (pointers.size === 1) drag = drags.begin(press);
      else cancel();
    },
    move(id, x) {
      if (!pointers.has(id)) return;
      if (pointers.size !== 2) {
        pointers.set(id, x);
        return drag?.move(x);
      }
      const before = pinch();
      pointers.set(id, x);
      const after = pinch();
      host.pan((before.middle - after.middle) * host.secondsPerPixel);
      host.zoomAt(host.secondsAt(after.middle), after.distance / before.distance);
    },
    up(id, x) {
      if (!pointers.delete(id)) return;
      const ended = drag;
      drag = undefined;
      ended?.end(x);
    },
    lost(id) {
      if (pointers.delete(id)) cancel();
    },
    cancel,
  };
}

/** Fingers that touch each other zoom no further. */
const MIN_PINCH_PIXELS = 16;

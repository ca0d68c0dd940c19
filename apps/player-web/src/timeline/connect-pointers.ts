import { createEdgeScroll } from './edge-scroll.ts';
import type { TimelineGestures, Zone } from './timeline-gestures.ts';
import { wheelGesture, type WheelGesture } from './wheel-gesture.ts';

/** Where a pointer is that is not pressed. */
export interface HoverPlace {
  /** In pixels from the left end of the tracks. */
  readonly x: number;
  readonly zone: Zone;
  /** The part of the timeline under it. */
  readonly lane: HTMLElement;
  /** From 0 at the bottom of the lane to 1 at its top. */
  readonly height: number;
}

export interface PointerTargets {
  readonly gestures: TimelineGestures;
  /** Hears where the pointer is, and that it left. */
  onHover(place: HoverPlace | undefined): void;
  /** Hears of the wheel, and of panning while a drag is held beyond an end. */
  onWheel(gesture: WheelGesture, x: number): void;
}

/**
 * Connects the pointers over an element to gestures. Its parts say with `data-zone` what they are. Escape cancels a drag.
 *
 * @returns ends the connection
 * @example const disconnect = connectPointers(tracks, { gestures, onHover, onWheel });
 */
export function connectPointers(
  element: HTMLElement,
  { gestures, onHover, onWheel }: PointerTargets,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const xOf = ({ clientX }: MouseEvent) => clientX - element.getBoundingClientRect().left;

  let hovered: HoverPlace | undefined;
  const hover = (event: PointerEvent) => {
    // A captured pointer is over the element, wherever it is: a drag stays on the lane where it began.
    const lane = gestures.isDragging ? hovered?.lane : laneAt(event);
    hovered = lane && placeOn(lane, event, xOf(event));
    onHover(hovered);
  };

  element.addEventListener(
    'pointerdown',
    (event) => {
      const lane = laneAt(event);
      if (!lane || event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      gestures.down({
        id: event.pointerId,
        x: xOf(event),
        zone: zoneOf(lane),
        isTouch: event.pointerType === 'touch',
        extends: event.shiftKey,
      });
    },
    { signal },
  );
  let dragging: number | undefined;
  const edgeScroll = createEdgeScroll(
    (run) => requestAnimationFrame(run),
    (pixels, x) => {
      if (!gestures.isDragging || dragging === undefined) return edgeScroll.stop();
      onWheel({ type: 'pan', pixels }, x);
      gestures.move(dragging, x);
    },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      hover(event);
      gestures.move(event.pointerId, xOf(event));
      if (!gestures.isDragging) return;
      dragging = event.pointerId;
      edgeScroll.hold(xOf(event), element.clientWidth);
    },
    { signal },
  );
  element.addEventListener('pointerup', (event) => gestures.up(event.pointerId, xOf(event)), { signal });
  element.addEventListener('pointercancel', ({ pointerId }) => gestures.lost(pointerId), { signal });
  element.addEventListener('pointerleave', () => onHover(undefined), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      const gesture = wheelGesture(event, element.clientWidth);
      if (!gesture) return;
      event.preventDefault();
      onWheel(gesture, xOf(event));
    },
    { signal, passive: false },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !gestures.cancel()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
  return () => {
    controller.abort();
    edgeScroll.stop();
  };
}

const laneAt = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('[data-zone]')) || undefined;

const zoneOf = (lane: HTMLElement): Zone => lane.dataset['zone'] as Zone;

function placeOn(lane: HTMLElement, { clientY }: MouseEvent, x: number): HoverPlace {
  const { top, height } = lane.getBoundingClientRect();
  return { x, zone: zoneOf(lane), lane, height: height > 0 ? 1 - (clientY - top) / height : 0 };
}

/** What turning the wheel over the timeline means. */
export type WheelGesture =
  | { readonly type: 'zoom'; /** Above 1 closer. */ readonly factor: number }
  | { readonly type: 'pan'; /** To the right for more than 0. */ readonly pixels: number };

/** The part of a WheelEvent that decides. */
export type WheelTurn = Pick<
  WheelEvent,
  'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'
>;

const LINE_PIXELS = 16;
/** A notch of a mouse's wheel, some 100 pixels, zooms by a third; a pinch on a touchpad comes in small steps with Ctrl. */
const ZOOM_PER_PIXEL = 0.003;
/** However far a wheel is turned in one go, the place stays recognizable. */
const MAX_ZOOM_PIXELS = 250;

/**
 * Ctrl and wheel, or a pinch, zooms; Shift and wheel, or a wheel to the side, pans; a plain wheel is the page's.
 *
 * @param pagePixels width of the timeline, for wheels that turn whole pages
 * @example wheelGesture({ ...turn, deltaY: -100, ctrlKey: true }, 1200) // { type: 'zoom', factor: 1.35 }
 */
export function wheelGesture(turn: WheelTurn, pagePixels: number): WheelGesture | undefined {
  const pixelsPerUnit = [1, LINE_PIXELS, pagePixels][turn.deltaMode] ?? 1;
  const [x, y] = [turn.deltaX * pixelsPerUnit, turn.deltaY * pixelsPerUnit];
  if (turn.ctrlKey || turn.metaKey) {
    const pixels = Math.max(-MAX_ZOOM_PIXELS, Math.min(MAX_ZOOM_PIXELS, y));
    return { type: 'zoom', factor: Math.exp(-pixels * ZOOM_PER_PIXEL) };
  }
  // With Shift, some browsers turn the axes, some leave it to the page.
  if (turn.shiftKey) return { type: 'pan', pixels: x === 0 ? y : x };
  return Math.abs(x) > Math.abs(y) ? { type: 'pan', pixels: x } : undefined;
}

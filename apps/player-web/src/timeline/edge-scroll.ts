/** Scrolls on while a drag is held beyond an end of the view. */
export interface EdgeScroll {
  /** Where the dragging pointer is now, in pixels from the left end of the view, and how wide that is. */
  hold(x: number, width: number): void;
  stop(): void;
}

/** However far beyond the pointer is, the eye can follow. */
const MAX_STEP_PIXELS = 24;
const STEP_SHARE = 0.25;

/**
 * Calls for a step of scrolling at every frame of the screen while the pointer is held beyond an end: the further, the faster.
 *
 * @param requestFrame `requestAnimationFrame`
 * @param onStep hears by how many pixels to scroll, to the right for more than 0, and where the pointer is
 * @example createEdgeScroll((run) => requestAnimationFrame(run), (pixels) => view.pan(pixels * secondsPerPixel)).hold(1220, 1200)
 */
export function createEdgeScroll(
  requestFrame: (run: () => void) => unknown,
  onStep: (pixels: number, x: number) => void,
): EdgeScroll {
  let held: { readonly x: number; readonly beyond: number } | undefined;
  let isRunning = false;
  const run = () => {
    isRunning = held !== undefined;
    if (!held) return;
    const { x, beyond } = held;
    const pixels = Math.max(-MAX_STEP_PIXELS, Math.min(MAX_STEP_PIXELS, beyond * STEP_SHARE));
    requestFrame(run);
    onStep(pixels, x);
  };
  return {
    hold(x, width) {
      const beyond = x < 0 ? x : Math.max(0, x - width);
      held = beyond === 0 ? undefined : { x, beyond };
      if (!held || isRunning) return;
      isRunning = true;
      requestFrame(run);
    },
    stop: () => (held = undefined),
  };
}

/** Runs paintings once per frame of the screen, however often they were asked for. */
export interface PaintScheduler {
  /** Paints at the next frame; of several paintings for one surface only the last. */
  schedule(surface: object, paint: () => void): void;
  /** Drops what was to be painted on a surface that is gone. */
  forget(surface: object): void;
}

/**
 * A scheduler that asks for a frame only when something is to be painted.
 *
 * @param requestFrame `requestAnimationFrame`
 * @example createPaintScheduler((run) => requestAnimationFrame(run)).schedule(canvas, () => draw(canvas))
 */
export function createPaintScheduler(requestFrame: (run: () => void) => unknown): PaintScheduler {
  let waiting = new Map<object, () => void>();
  const paintAll = () => {
    const paintings = waiting;
    waiting = new Map();
    for (const paint of paintings.values()) paint();
  };
  return {
    schedule(surface, paint) {
      if (waiting.size === 0) requestFrame(paintAll);
      waiting.set(surface, paint);
    },
    forget(surface) {
      // The surface stays in line without work, so that the frame asked for still finds the others.
      if (waiting.has(surface)) waiting.set(surface, () => {});
    },
  };
}

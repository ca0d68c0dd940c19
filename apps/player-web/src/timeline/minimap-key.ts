/** What of the view the keys move. */
export interface MovableView {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly durationSeconds: number;
  pan(seconds: number): void;
}

/** How much of what is visible an arrow moves by. */
const STEP = 0.1;
/** A page keeps a little of the one before. */
const PAGE = 0.9;

/**
 * Moves the visible part as the keys of a scroll bar do.
 *
 * @returns whether the key did anything
 * @example minimapKey({ key: 'PageDown' }, view) // true: nine tenths of what is visible further on
 */
export function minimapKey({ key }: Pick<KeyboardEvent, 'key'>, view: MovableView): boolean {
  const visible = view.endSeconds - view.startSeconds;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -STEP * visible,
    ArrowDown: -STEP * visible,
    ArrowRight: STEP * visible,
    ArrowUp: STEP * visible,
    PageUp: -PAGE * visible,
    PageDown: PAGE * visible,
    Home: -view.durationSeconds,
    End: view.durationSeconds,
  };
  const seconds = moves[key];
  if (seconds === undefined) return false;
  view.pan(seconds);
  return true;
}

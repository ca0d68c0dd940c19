/** A visible stretch of a recording. */
export interface ViewRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** No zoom goes closer: a fiftieth of a second on a wide screen shows single samples. */
const MIN_VISIBLE_SECONDS = 0.05;

/** How much of the screen still lies behind a moment that is shown newly, as a page that is turned shows it. */
const PAGE_MARGIN = 0.08;

/**
 * The range nearest to the wished one that lies within the recording and is neither too short nor too long.
 *
 * @param durationSeconds of the recording
 * @example limitedRange({ startSeconds: -1, endSeconds: 4 }, 10) // { startSeconds: 0, endSeconds: 5 }
 */
export function limitedRange({ startSeconds, endSeconds }: ViewRange, durationSeconds: number): ViewRange {
  const shortest = Math.min(MIN_VISIBLE_SECONDS, durationSeconds);
  const wished = endSeconds - startSeconds;
  const visible = Math.min(durationSeconds, Math.max(shortest, wished));
  const middleKept = startSeconds + (wished - visible) / 2;
  const start = Math.min(durationSeconds - visible, Math.max(0, middleKept));
  return { startSeconds: start, endSeconds: Math.min(durationSeconds, start + visible) };
}

/**
 * Zooms so that one moment stays where it is on the screen, unless an end of the recording is in the way.
 *
 * @param factor 2 shows half as much, 1/2 twice as much
 * @example zoomedRange({ startSeconds: 0, endSeconds: 8 }, 10, 2, 2) // { startSeconds: 1, endSeconds: 5 }
 */
export function zoomedRange(
  { startSeconds, endSeconds }: ViewRange,
  durationSeconds: number,
  atSeconds: number,
  factor: number,
): ViewRange {
  const before = endSeconds - startSeconds;
  const shortest = Math.min(MIN_VISIBLE_SECONDS, durationSeconds);
  const after = Math.min(durationSeconds, Math.max(shortest, before / factor));
  const start = before > 0 ? atSeconds - ((atSeconds - startSeconds) / before) * after : 0;
  return limitedRange({ startSeconds: start, endSeconds: start + after }, durationSeconds);
}

/**
 * Moves without zooming, at most to an end of the recording.
 *
 * @example pannedRange({ startSeconds: 0, endSeconds: 4 }, 10, 8) // { startSeconds: 6, endSeconds: 10 }
 */
export function pannedRange(
  { startSeconds, endSeconds }: ViewRange,
  durationSeconds: number,
  seconds: number,
): ViewRange {
  const move = Math.min(durationSeconds - endSeconds, Math.max(-startSeconds, seconds));
  return { startSeconds: startSeconds + move, endSeconds: endSeconds + move };
}

/**
 * Brings a moment into view without zooming: turns the page where it lies just behind the end, else puts it in the middle. Nothing
 * moves where it is visible already.
 *
 * @example revealedRange({ startSeconds: 0, endSeconds: 4 }, 100, 50) // { startSeconds: 48, endSeconds: 52 }
 */
export function revealedRange(range: ViewRange, durationSeconds: number, seconds: number): ViewRange {
  const { startSeconds, endSeconds } = range;
  if (seconds >= startSeconds && seconds <= endSeconds) return range;
  const visible = endSeconds - startSeconds;
  const isNextPage = seconds > endSeconds && seconds < endSeconds + visible / 2;
  const start = seconds - visible * (isNextPage ? PAGE_MARGIN : 0.5);
  return limitedRange({ startSeconds: start, endSeconds: start + visible }, durationSeconds);
}

/**
 * Whether following the playhead moves the view: it went out of sight, or jumped somewhere out of sight. Somebody who looks at
 * another place while it plays is left in peace.
 *
 * @param before where the playhead was at the last look, in seconds
 * @param now where it is
 * @example followsTo({ startSeconds: 0, endSeconds: 4 }, 3.99, 4.01) // true
 */
export function followsTo({ startSeconds, endSeconds }: ViewRange, before: number, now: number): boolean {
  const isVisible = (seconds: number) => seconds >= startSeconds && seconds <= endSeconds;
  const jumped = now < before || now - before > JUMP_SECONDS;
  return !isVisible(now) && (isVisible(before) || jumped);
}

/** Playing moves less between two looks, at any rate. */
const JUMP_SECONDS = 0.5;

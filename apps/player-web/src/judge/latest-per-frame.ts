/**
 * Holds back a stream of values, such as those of a slider under the pointer, to one per picture that the screen shows: the latest.
 *
 * @param apply gets the latest value before the next picture
 * @param requestFrame calls back before the next picture, as `requestAnimationFrame`
 * @returns takes a value at any rate
 * @example const decide = latestPerFrame(onDecide); decide(first); decide(second) // onDecide(second), once
 */
export function latestPerFrame<T>(
  apply: (value: T) => void,
  requestFrame: (callback: () => void) => unknown = requestAnimationFrame,
): (value: T) => void {
  let waiting: { value: T } | undefined;
  return (value) => {
    if (!waiting)
      requestFrame(() => {
        const latest = waiting!;
        waiting = undefined;
        apply(latest.value);
      });
    waiting = { value };
  };
}

/** Of the time that a page has, a fifth at most goes into what is paced. */
const REST_PER_WORK = 4;

/**
 * Follows a stream of values with work that may take long, such as measuring hours of segments while a slider moves: only the latest value
 * is worked on, and after each work there is a rest of four times as long, so that the page stays quick. Short work keeps up with
 * every value.
 *
 * @param work is done in one go
 * @param clock milliseconds, and a way to wait for some
 * @returns takes a value at any rate
 * @example const measure = paced(showMeasures); measure(segments) // showMeasures(segments), soon
 */
export function paced<T>(
  work: (value: T) => void,
  clock: { now(): number; wait(callback: () => void, milliseconds: number): unknown } = {
    now: () => performance.now(),
    wait: (callback, milliseconds) => setTimeout(callback, milliseconds),
  },
): (value: T) => void {
  let waiting: { value: T } | undefined;
  let rest = 0;
  return (value) => {
    if (!waiting)
      clock.wait(() => {
        const latest = waiting!;
        waiting = undefined;
        const start = clock.now();
        work(latest.value);
        rest = REST_PER_WORK * (clock.now() - start);
      }, rest);
    waiting = { value };
  };
}

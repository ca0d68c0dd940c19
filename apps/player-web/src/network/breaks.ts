const WORK_MILLISECONDS = 60;

/**
 * Breaks in long work, in which this thread hears other requests; most calls do nothing.
 *
 * @returns to be called after every piece of work; what it is given is called before a break
 * @example const takeBreak = createBreaks(); for (const piece of pieces) { work(piece); await takeBreak(() => report(piece)); }
 */
export function createBreaks(): (before: () => void) => Promise<void> {
  let last = performance.now();
  return async (before) => {
    if (performance.now() - last <= WORK_MILLISECONDS) return;
    before();
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

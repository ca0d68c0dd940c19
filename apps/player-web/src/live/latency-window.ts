/** How long it takes from the microphone to the screen, over the last moments. */
export interface LatencyWindow {
  /** Both in milliseconds of one clock: when a sound arrived, and when its answer was on the screen. */
  note(captured: number, shown: number): void;
  /** @returns the median in milliseconds, undefined where nothing was noted */
  median(): number | undefined;
}

/**
 * The median delay of what was noted in the last `windowMilliseconds`.
 *
 * @example
 * const latency = createLatencyWindow(3000);
 * latency.note(1000, 1040);
 * latency.median(); // 40
 */
export function createLatencyWindow(windowMilliseconds: number): LatencyWindow {
  let noted: { readonly delay: number; readonly shown: number }[] = [];
  return {
    note(captured, shown) {
      noted = noted.filter((entry) => entry.shown > shown - windowMilliseconds);
      noted.push({ delay: shown - captured, shown });
    },
    median() {
      const delays = noted.map(({ delay }) => delay).sort((a, b) => a - b);
      const middle = (delays.length - 1) / 2;
      return delays.length === 0 ? undefined : (delays[Math.floor(middle)]! + delays[Math.ceil(middle)]!) / 2;
    },
  };
}

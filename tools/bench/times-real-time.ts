/** As often as a benchmark is repeated, the one that warms up left out. */
export const repetitions = 7;

/**
 * How many seconds of sound a second of processor time is enough for; from the best of several runs after a first one, as other
 * programs can only make a run slower.
 *
 * @param seconds of sound that one run takes in
 */
export function timesRealTime(seconds: number, run: () => void): number {
  let best = Infinity;
  for (let i = 0; i <= repetitions; i++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    if (i > 0) best = Math.min(best, user + system);
  }
  return seconds / (best / 1e6);
}

import type { Random } from '@earmark/dataset';

/**
 * A number drawn evenly on a logarithmic scale, as suits frequencies and rates: as often between 100 and 200 as
 * between 200 and 400. Both ends must be positive.
 */
export function betweenLog(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.unit();
}

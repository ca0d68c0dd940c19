import type { Random } from '@earmark/dataset';

/** A number drawn evenly from `low` up to `high`. Example: `between(random, 2, 3)` may give 2.71. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

/**
 * A number drawn evenly on a logarithmic scale, as suits frequencies and rates: as often between 100 and 200 as
 * between 200 and 400. Both ends must be positive.
 */
export function betweenLog(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.unit();
}

/** One element of `choices`, each with the same chance. Throws RangeError for an empty list. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  if (choices.length === 0) throw new RangeError('pick needs at least one choice, got an empty list');
  return choices[random.integer(choices.length)] as T;
}

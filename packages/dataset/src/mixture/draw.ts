import type { Random } from '../random.ts';

/** A number drawn evenly from `low` up to `high`. Example: `between(random, 2, 3)` may give 2.71. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

/** One element of `choices`, each with the same chance. Throws RangeError for an empty list. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  if (choices.length === 0) throw new RangeError('pick needs at least one choice, got an empty list');
  return choices[random.integer(choices.length)] as T;
}

import type { Segment } from '@earmark/dataset';
import fc from 'fast-check';

/**
 * Label tracks of whole seconds, written as one letter a second with `-` where nothing is labelled.
 *
 * @example trackOf('aab-b') // a from 0 to 2 s, b from 2 to 3 s and from 4 to 5 s
 */
export function trackOf(letters: string): Segment[] {
  return [...letters.matchAll(/([^-])\1*/g)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    label: run[0]!,
  }));
}

/** Two tracks of one recording, as letters. */
export const twoTracks = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '-'), fc.constantFrom('a', 'b', '-')), {
    minLength: 1,
    maxLength: 40,
  })
  .map(
    (seconds) => [seconds.map(([one]) => one).join(''), seconds.map(([, other]) => other).join('')] as const,
  );

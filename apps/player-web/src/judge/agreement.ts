import type { Segment } from '@earmark/dataset';
import { labelPairs } from './label-pairs.ts';

/** How far two label tracks of one recording agree. */
export interface Agreement {
  /** Time that both cover. */
  readonly comparedSeconds: number;
  /** Share of that time with the same label, in [0, 1]; null where there is none. */
  readonly share: number | null;
  /** Cohen's kappa: agreement beyond chance, 1 at most, 0 is chance; null where chance alone makes both agree everywhere. */
  readonly kappa: number | null;
}

/**
 * Agreement of two label tracks, in time: its share, and what is left of it beyond chance (Cohen 1960, "A coefficient of agreement
 * for nominal scales"; seconds stand for its cases).
 *
 * @param first sorted by start, one label at a time
 * @param second likewise; its labels may be others
 * @example agreementOf(heardByOne, heardByAnother) // { comparedSeconds: 60, share: 0.93, kappa: 0.86 }
 */
export function agreementOf(first: readonly Segment[], second: readonly Segment[]): Agreement {
  const inFirst = new Map<string, number>();
  const inSecond = new Map<string, number>();
  let comparedSeconds = 0;
  let sameSeconds = 0;
  for (const { start, end, first: a, second: b } of labelPairs(first, second)) {
    const seconds = end - start;
    inFirst.set(a.label, (inFirst.get(a.label) ?? 0) + seconds);
    inSecond.set(b.label, (inSecond.get(b.label) ?? 0) + seconds);
    comparedSeconds += seconds;
    if (a.label === b.label) sameSeconds += seconds;
  }
  if (comparedSeconds === 0) return { comparedSeconds, share: null, kappa: null };

  const share = Math.min(1, sameSeconds / comparedSeconds);
  const byChance = [...inFirst].reduce(
    (sum, [label, seconds]) => sum + (seconds * (inSecond.get(label) ?? 0)) / comparedSeconds ** 2,
    0,
  );
  const beyondChance = 1 - byChance;
  return { comparedSeconds, share, kappa: beyondChance > 1e-9 ? 1 - (1 - share) / beyondChance : null };
}

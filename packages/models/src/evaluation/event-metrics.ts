import type { EventMatching } from './match-events.ts';

/** How many events were found, and how many of those found are there. Shares in [0, 1]. */
export interface EventMetrics {
  readonly referenceEvents: number;
  readonly hypothesisEvents: number;
  readonly matchedEvents: number;
  /** Share of the hypothesis's events that are matched; null where it has none. */
  readonly precision: number | null;
  /** Share of the reference's events that are matched; null where it has none. */
  readonly recall: number | null;
  /** Harmonic mean of both; null where there are no events at all. */
  readonly f1: number | null;
}

/**
 * Event-based precision, recall and F1 of one or more recordings: the events of all are counted together, as sed_eval's
 * `EventBasedMetrics` does. Where there is nothing to count the figure is null, while sed_eval says 0.
 *
 * @param recordings what {@link matchEvents} found in each
 * @example eventMetrics([matchEvents(reference, hypothesis, { label: 'speech' })]).f1 // 0.8
 */
export function eventMetrics(recordings: readonly EventMatching[]): EventMetrics {
  let referenceEvents = 0;
  let hypothesisEvents = 0;
  let matchedEvents = 0;
  for (const recording of recordings) {
    referenceEvents += recording.referenceEvents;
    hypothesisEvents += recording.hypothesisEvents;
    matchedEvents += recording.pairs.length;
  }
  return {
    referenceEvents,
    hypothesisEvents,
    matchedEvents,
    precision: share(matchedEvents, hypothesisEvents),
    recall: share(matchedEvents, referenceEvents),
    f1: share(2 * matchedEvents, referenceEvents + hypothesisEvents),
  };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

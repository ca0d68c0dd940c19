import { describe, expect, it } from '@jest/globals';
import { eventMetrics } from './event-metrics.ts';
import { segmentsAt } from './events.fixture.ts';
import { matchEvents } from './match-events.ts';

const matched = (
  reference: readonly (readonly [number, number])[],
  hypothesis: readonly (readonly [number, number])[],
) => matchEvents(segmentsAt(reference), segmentsAt(hypothesis), { label: 'speech' });

describe('eventMetrics', () => {
  it('counts the events of all recordings together', () => {
    const one = matched([[0, 1]], [[0, 1]]);
    const other = matched(
      [
        [0, 1],
        [4, 5],
      ],
      [[2, 3]],
    );
    expect(eventMetrics([one, other])).toEqual({
      referenceEvents: 3,
      hypothesisEvents: 2,
      matchedEvents: 1,
      precision: 0.5,
      recall: 1 / 3,
      f1: 0.4,
    });
  });

  it.each([
    ['nothing was found', matched([[0, 1]], []), { precision: null, recall: 0, f1: 0 }],
    ['nothing is there', matched([], [[0, 1]]), { precision: 0, recall: null, f1: 0 }],
    ['there is nothing at all', matched([], []), { precision: null, recall: null, f1: null }],
  ])('has no figure where there is nothing to count: %s', (_, matching, expected) => {
    expect(eventMetrics([matching])).toMatchObject(expected);
  });
});

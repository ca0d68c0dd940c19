import { describe, expect, it } from '@jest/globals';
import { eventMetrics } from './event-metrics.ts';
import { golden, segmentsAt } from './events.fixture.ts';
import { matchEvents } from './match-events.ts';

describe('matchEvents', () => {
  it.each(golden.matchings)(
    'pairs as many events as mir_eval: $name',
    ({ reference, hypothesis, matchedEvents, ...criteria }) => {
      const matching = matchEvents(segmentsAt(reference), segmentsAt(hypothesis), {
        label: 'speech',
        ...criteria,
      });
      expect(matching.pairs).toHaveLength(matchedEvents);
      expect(matching).toMatchObject({
        referenceEvents: reference.length,
        hypothesisEvents: hypothesis.length,
      });
      expect(new Set(matching.pairs.map((pair) => pair.reference)).size).toBe(matchedEvents);
      expect(new Set(matching.pairs.map((pair) => pair.hypothesis)).size).toBe(matchedEvents);
    },
  );

  it('has the F1 that the tests of sed_eval expect', () => {
    const matching = matchEvents(
      segmentsAt([
        [0, 2.5],
        [2.8, 4.5],
        [6, 10],
      ]),
      segmentsAt([
        [0.2, 3.5],
        [6, 8],
      ]),
      { label: 'speech' },
    );
    expect(eventMetrics([matching]).f1).toBeCloseTo(0.8, 12);
  });

  it('takes the nearer of two', () => {
    const near = { start: 1.01, end: 2, label: 'speech' };
    const far = { start: 0.9, end: 2, label: 'speech' };
    const { pairs } = matchEvents(segmentsAt([[1, 2]]), [far, near], { label: 'speech' });
    expect(pairs.map(({ hypothesis }) => hypothesis)).toEqual([near]);
  });

  it('looks at no other label', () => {
    const matching = matchEvents(segmentsAt([[1, 2]]), segmentsAt([[1, 2]], 'music'), { label: 'speech' });
    expect(matching).toEqual({ referenceEvents: 1, hypothesisEvents: 0, pairs: [] });
  });

  it.each([
    [{ collarSeconds: -0.2 }, 'the collar is -0.2, expected seconds, 0 or more'],
    [{ percentageOfLength: 50 }, 'the percentage of length is 50, expected a share from 0 to 1'],
  ])('refuses %j', (criteria, message) => {
    expect(() => matchEvents([], [], { label: 'speech', ...criteria })).toThrow(new RangeError(message));
  });
});

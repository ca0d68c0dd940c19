import { describe, expect, it } from '@jest/globals';
import { boundaryErrors } from './boundary-errors.ts';
import { segmentsAt } from './events.fixture.ts';
import { matchEvents } from './match-events.ts';

describe('boundaryErrors', () => {
  const matched = (lateSeconds: readonly number[]) =>
    matchEvents(
      segmentsAt(lateSeconds.map((_, i) => [10 * i + 1, 10 * i + 5])),
      segmentsAt(lateSeconds.map((late, i) => [10 * i + 1 + late, 10 * i + 5 - 2 * late])),
      { label: 'speech', collarSeconds: 0.5 },
    );

  it('are taken over all recordings together', () => {
    const { onset, offset } = boundaryErrors([matched([0.25, -0.125, 0.5]), matched([0, 0.125])]);
    expect(onset!.medianSeconds).toBeCloseTo(0.125, 12);
    expect(onset!.biasSeconds).toBeCloseTo(0.125, 12);
    expect(onset!.percentile95Seconds).toBeCloseTo(0.45, 12); // distances 0, 0.125, 0.125, 0.25, 0.5
    expect(offset!.medianSeconds).toBeCloseTo(0.25, 12);
    expect(offset!.biasSeconds).toBeCloseTo(-0.25, 12);
    expect(offset!.percentile95Seconds).toBeCloseTo(0.9, 12);
  });

  it('do not know the events that were missed', () => {
    const { onset } = boundaryErrors([matched([0.25, 3])]);
    expect(onset).toMatchObject({ medianSeconds: 0.25, percentile95Seconds: 0.25 });
  });

  it('are null where no event is matched', () => {
    expect(boundaryErrors([matched([]), matched([3])])).toEqual({ onset: null, offset: null });
  });
});

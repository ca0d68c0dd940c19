import { describe, expect, it } from '@jest/globals';
import { carriedDecision } from './carried-decision.ts';

const heard = (labels: readonly string[], onset: number, background: string | null = 'noise') => ({
  track: { labels },
  decision: { background, onset, offset: 0.3, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
});

const before = heard(['noise', 'wren'], 0.6);
const after = heard(['wren', 'noise'], 0.5);
const chosen = { ...before.decision, onset: 0.8 };

describe('carriedDecision', () => {
  it('goes on with what a person chose, where the labels are the same', () => {
    expect(carriedDecision(chosen, before, after)).toBe(chosen);
  });

  it('takes the new model’s own where nobody chose another one than the old model’s', () => {
    expect(carriedDecision({ ...before.decision }, before, after)).toBe(after.decision);
    expect(carriedDecision(undefined, before, after)).toBe(after.decision);
    expect(carriedDecision(chosen, undefined, after)).toBe(after.decision);
  });

  it.each([
    heard(['noise', 'robin'], 0.5),
    heard(['noise', 'robin', 'wren'], 0.5),
    heard(['noise'], 0.5),
    heard(['noise', 'wren'], 0.5, null),
  ])('takes the new model’s own where it tells others apart (%#)', (other) => {
    expect(carriedDecision(chosen, before, other)).toBe(other.decision);
  });
});

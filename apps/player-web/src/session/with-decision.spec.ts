import { describe, expect, it } from '@jest/globals';
import { withDecision } from './with-decision.ts';

const decision = { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 };

describe('withDecision', () => {
  it('writes the decision into the contract, and leaves the rest as it is', () => {
    const model = {
      modelTopology: { layers: [1] },
      userDefinedMetadata: { earmark: { labels: ['noise', 'speech'], decision }, mine: 1 },
    };
    const tuned = { ...decision, onset: 0.8, paddingSeconds: 0.1 };
    expect(JSON.parse(withDecision(JSON.stringify(model), tuned))).toEqual({
      ...model,
      userDefinedMetadata: { earmark: { labels: ['noise', 'speech'], decision: tuned }, mine: 1 },
    });
  });

  it.each(['{"userDefinedMetadata":{"earmarkEncoder":{}}}', '{}'])('leaves %s alone', (modelJson) => {
    expect(withDecision(modelJson, decision)).toBe(modelJson);
  });
});

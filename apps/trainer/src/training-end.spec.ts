import { describe, expect, it } from '@jest/globals';
import { divergenceWarning } from './training-end.ts';

describe('divergenceWarning', () => {
  it('names the epoch that diverged, the one that is kept, and the learning rate', () => {
    expect(divergenceWarning({ ended: 'diverged', history: [1, 2, 3], bestEpoch: 1 }, 0.01)).toBe(
      'warning: training diverged in epoch 4; the weights of epoch 2 are kept: lower the learning rate (0.01) to train further\n',
    );
  });

  it('is silent where it has not diverged', () => {
    expect(divergenceWarning({ ended: 'patience', history: [1], bestEpoch: 0 }, 0.01)).toBe('');
  });
});

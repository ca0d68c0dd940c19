import { describe, expect, it } from '@jest/globals';
import { laneSummary } from './lane-summary.ts';

describe('laneSummary', () => {
  it('counts segments and time for each label', () => {
    expect(laneSummary([])).toBe('no segments');
    expect(laneSummary([{ start: 0, end: 65, label: 'speech' }])).toBe('1 segment, speech 1:05');
    const segments = [
      { start: 0, end: 2, label: 'noise' },
      { start: 2, end: 5, label: 'speech' },
      { start: 5, end: 9, label: 'noise' },
    ];
    expect(laneSummary(segments)).toBe('3 segments, noise 0:06, speech 0:03');
  });
});

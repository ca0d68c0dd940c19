import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sharedGroups } from './shared-groups.ts';

describe('sharedGroups', () => {
  it('connects through speakers and recordings, and keeps apart what shares nothing', () => {
    const items = [
      { uri: 'a', speaker: 'ann', recording: 'tape' },
      { uri: 'b', speaker: 'bob', recording: 'tape' },
      { uri: 'c', speaker: 'bob' },
      { uri: 'd', speaker: 'dan' },
      { uri: 'e' },
      { uri: 'f', group: 'choir' },
      { uri: 'g', group: 'choir', speaker: 'dan' },
    ];
    expect(sharedGroups(items)).toEqual(['ann', 'ann', 'ann', 'dan', 'e', 'dan', 'dan']);
  });

  it('connects what has the same content', () => {
    const items = [
      { uri: 'a', speaker: 'ann', content: '1' },
      { uri: 'b', content: '2' },
      { uri: 'c', content: '1' },
    ];
    expect(sharedGroups(items)).toEqual(['ann', 'b', 'ann']);
  });

  it('never parts two that share something', () => {
    const key = fc.option(fc.constantFrom('1', '2', '3', '4', '5', '6'), { nil: undefined });
    const item = fc.record({ speaker: key, recording: key, group: key, content: key });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (drawn) => {
        const items = drawn.map((each, index) => ({ ...each, uri: `${index}.wav` }));
        const groups = sharedGroups(items);
        for (const [i, a] of items.entries())
          for (const [j, b] of items.entries())
            for (const name of ['speaker', 'recording', 'group', 'content'] as const)
              if (a[name] !== undefined && a[name] === b[name]) expect(groups[i]).toBe(groups[j]);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { differingFields } from './differing-fields.ts';

describe('differingFields', () => {
  it('finds nothing where values are the same, in whatever order their keys stand', () => {
    expect(differingFields({ a: [1, 2], b: { c: null } }, { b: { c: null }, a: [1, 2] })).toEqual([]);
  });

  it('names every field that is not the same, and what it was', () => {
    const there = { data: ['a', 'b'], recipe: { epochs: 4, patience: 2 }, only: { kind: ['rain'] } };
    expect(
      differingFields(there, { data: ['b', 'a'], recipe: { epochs: 5, patience: 2 }, steps: 9 }),
    ).toEqual([
      'data: ["a","b"] there, ["b","a"] now',
      'recipe.epochs: 4 there, 5 now',
      'only: {"kind":["rain"]} there, nothing now',
      'steps: nothing there, 9 now',
    ]);
  });

  it('shortens what is long', () => {
    const [line] = differingFields({ data: 'x'.repeat(500) }, { data: '' });
    expect(line).toMatch(/^data: "x{59}… there, "" now$/);
  });
});

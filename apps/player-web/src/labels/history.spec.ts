import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordStep, redo, startHistory, undo } from './history.ts';

it('undo gives back the identical values, and redo the others, without limit', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 300 }), (names) => {
      const values = names.map((name) => ({ name }));
      const first = { name: 'first' };
      let history = startHistory(first);
      for (const value of values) history = recordStep(history, value.name, value);
      for (const expected of [first, ...values].slice(0, -1).reverse()) {
        history = undo(history);
        expect(history.value).toBe(expected);
      }
      expect(undo(history)).toBe(history);
      for (const value of values) {
        expect(history.future.at(-1)?.name).toBe(value.name);
        history = redo(history);
        expect(history.value).toBe(value);
      }
      expect(redo(history)).toBe(history);
    }),
  );
});

it('a new step ends what could be done again; the same value is no step', () => {
  const two = recordStep(startHistory(1), 'add', 2);
  expect(recordStep(two, 'nothing', 2)).toBe(two);
  const other = recordStep(undo(two), 'add more', 3);
  expect(other).toEqual({ value: 3, past: [{ name: 'add more', value: 1 }], future: [] });
});

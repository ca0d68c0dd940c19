import { expect, it } from '@jest/globals';
import { paced } from './paced.ts';

it('works on the latest value, then rests for four times as long as that took', () => {
  let milliseconds = 0;
  const waits: { callback: () => void; milliseconds: number }[] = [];
  const done: string[] = [];
  const follow = paced(
    (value: string) => {
      milliseconds += 30;
      done.push(value);
    },
    { now: () => milliseconds, wait: (callback, rest) => waits.push({ callback, milliseconds: rest }) },
  );

  follow('a');
  follow('b');
  expect(waits.map((wait) => wait.milliseconds)).toEqual([0]);
  waits.shift()!.callback();
  expect(done).toEqual(['b']);

  follow('c');
  expect(waits.map((wait) => wait.milliseconds)).toEqual([120]);
  waits.shift()!.callback();
  expect(done).toEqual(['b', 'c']);
});

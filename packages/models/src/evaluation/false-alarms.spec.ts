import { describe, expect, it } from '@jest/globals';
import { segmentsAt } from './events.fixture.ts';
import { countFalseAlarms, falseAlarmsPerHour } from './false-alarms.ts';

const options = { label: 'speech', durationSeconds: 60 };

describe('countFalseAlarms', () => {
  it.each([
    ['none is there', [], [[1, 2]], 1],
    [
      'they overlap',
      [[1, 3]],
      [
        [0, 1.5],
        [2, 4],
      ],
      0,
    ],
    ['one lies within the other', [[1, 3]], [[0, 9]], 0],
    [
      'they only touch',
      [[1, 3]],
      [
        [0, 1],
        [3, 4],
      ],
      2,
    ],
    ['nothing was found', [[1, 3]], [], 0],
  ] as [string, [number, number][], [number, number][], number][])(
    'where %s',
    (_, reference, hypothesis, falseAlarms) => {
      expect(countFalseAlarms(segmentsAt(reference), segmentsAt(hypothesis), options)).toEqual({
        falseAlarms,
        durationSeconds: 60,
      });
    },
  );

  it('looks at no other label', () => {
    const music = segmentsAt([[1, 2]], 'music');
    expect(countFalseAlarms(music, segmentsAt([[1, 2]]), options).falseAlarms).toBe(1);
    expect(countFalseAlarms([], music, options).falseAlarms).toBe(0);
  });

  it('refuses a recording without length', () => {
    expect(() => countFalseAlarms([], [], { label: 'speech', durationSeconds: 0 })).toThrow(
      new RangeError('the duration is 0, expected seconds above 0'),
    );
  });
});

describe('falseAlarmsPerHour', () => {
  it('adds recordings, not rates', () => {
    const recordings = [
      { falseAlarms: 3, durationSeconds: 60 },
      { falseAlarms: 0, durationSeconds: 1740 },
    ];
    expect(falseAlarmsPerHour(recordings)).toBe(6);
  });

  it('is null without recordings', () => {
    expect(falseAlarmsPerHour([])).toBeNull();
  });
});

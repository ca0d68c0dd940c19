import { describe, expect, it } from '@jest/globals';
import { createSegment } from './segment.ts';

describe('createSegment', () => {
  it('returns a frozen copy without fields that were not given', () => {
    const given = { start: 0.5, end: 1.25, label: 'speech' };
    const segment = createSegment(given);
    expect(segment).toStrictEqual(given);
    expect(segment).not.toBe(given);
    expect(Object.isFrozen(segment)).toBe(true);
    const full = { ...given, confidence: 0, lowHz: 0, highHz: 0, note: 'a  remark, of 1' };
    expect(createSegment(full)).toStrictEqual(full);
    expect(createSegment({ ...given, highHz: 10 })).toStrictEqual({ ...given, highHz: 10 });
  });

  it.each([
    [{ start: -0.1 }, /start is -0.1; expected seconds, 0 or more/],
    [{ start: NaN }, /start is NaN/],
    [{ end: 0.5 }, /end is 0.5; expected seconds, more than the start 0.5/],
    [{ end: Infinity }, /end is Infinity/],
    [{ label: '' }, /label is ""; expected the name of a class/],
    [{ label: ' speech' }, /label is " speech"/],
    [{ label: 'a\tb' }, /label is "a\\tb"/],
    [{ label: 'a\nb' }, /label is "a\\nb"/],
    [{ confidence: 1.01 }, /confidence is 1.01; expected a number from 0 to 1/],
    [{ confidence: NaN }, /confidence is NaN/],
    [{ label: 'a\uD800' }, /label is "a\\ud800"/],
    [{ lowHz: -1 }, /the low frequency is -1; expected Hz, 0 or more/],
    [{ highHz: Infinity }, /the high frequency is Infinity/],
    [{ lowHz: 200, highHz: 100 }, /the high frequency is 100; expected Hz, no less than 200/],
    [{ note: '' }, /note is ""; expected a remark on one line and without blanks around it, or none/],
    [{ note: 'a ' }, /note is "a "/],
    [{ note: 'a\nb' }, /note is "a\\nb"/],
    [{ note: 'a\uDC00' }, /note is "a\\udc00"/],
    [{ note: 'x'.repeat(1001) }, /note has 1001 characters; expected 1000 at most/],
  ])('refuses %j', (change, message) => {
    const create = () => createSegment({ start: 0.5, end: 1.25, label: 'speech', ...change });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(message);
  });
});

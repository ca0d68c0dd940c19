import { describe, expect, it } from '@jest/globals';
import { cutOffNotice } from './open-recording.ts';

describe('cutOffNotice', () => {
  it('tells what is missing', () => {
    expect(cutOffNotice(60, 31)).toBe(
      'The file says that it lasts 1:00, but only 0:31 can be read: it may be damaged or cut off.',
    );
    expect(cutOffNotice(3600, 3500)).toContain('only 58:20');
  });

  it('keeps quiet about roundings', () => {
    expect(cutOffNotice(60, 60)).toBeUndefined();
    expect(cutOffNotice(60, 59.5)).toBeUndefined();
    expect(cutOffNotice(3600, 3570)).toBeUndefined();
    expect(cutOffNotice(10, 12)).toBeUndefined();
  });
});

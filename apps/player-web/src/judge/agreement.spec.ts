import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agreementOf } from './agreement.ts';
import { trackOf, twoTracks } from './label-track.fixture.ts';

it('gives Cohen’s kappa: 20 and 15 of 50 seconds agree, half of that by chance', () => {
  const one = 'a'.repeat(25) + 'b'.repeat(25);
  const other = 'a'.repeat(20) + 'b'.repeat(5) + 'a'.repeat(10) + 'b'.repeat(15);
  const { comparedSeconds, share, kappa } = agreementOf(trackOf(one), trackOf(other));
  expect(comparedSeconds).toBe(50);
  expect(share).toBeCloseTo(0.7, 12);
  // By hand: (0.7 - 0.5) / (1 - 0.5), with 25/50 and 30/50 of a.
  expect(kappa).toBeCloseTo(0.4, 12);
});

it('has no figure without time in common, and no kappa where both say the same all along', () => {
  expect(agreementOf(trackOf('aa--'), trackOf('--bb'))).toEqual({
    comparedSeconds: 0,
    share: null,
    kappa: null,
  });
  expect(agreementOf(trackOf('aaa'), trackOf('aaa'))).toEqual({ comparedSeconds: 3, share: 1, kappa: null });
});

it('takes labels that only one of them has', () => {
  expect(agreementOf(trackOf('aabb'), trackOf('aacc'))).toMatchObject({ share: 0.5 });
});

it('does not depend on who is first, and is full where a track meets itself', () => {
  fc.assert(
    fc.property(twoTracks, ([one, other]) => {
      const [first, second] = [trackOf(one), trackOf(other)];
      const there = agreementOf(first, second);
      const back = agreementOf(second, first);
      expect(back.share).toBe(there.share);
      if (there.kappa === null) expect(back.kappa).toBeNull();
      else expect(back.kappa).toBeCloseTo(there.kappa, 9);
      expect(agreementOf(first, first).share).toBe(first.length > 0 ? 1 : null);
    }),
  );
});

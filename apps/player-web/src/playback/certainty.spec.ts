import { describe, expect, it } from '@jest/globals';
import { certaintyInPercent, certaintyInWords } from './certainty.ts';

describe('certaintyInWords', () => {
  it.each([
    [1, 'almost certain'],
    [0.95, 'almost certain'],
    [0.945, 'almost certain'],
    [0.944, 'very likely'],
    [0.7, 'likely'],
    [0.6, 'leaning this way'],
    [0.5, 'can’t tell'],
    [0, 'can’t tell'],
  ])('%d is %s', (posterior, words) => {
    expect(certaintyInWords(posterior)).toBe(words);
  });
});

describe('certaintyInPercent', () => {
  it.each([
    [0, '0 %'],
    [0.504, '50 %'],
    [0.505, '51 %'],
    [0.999, '99 %'],
    [1, '100 %'],
  ])('%d is %s', (posterior, percent) => {
    expect(certaintyInPercent(posterior)).toBe(percent);
  });
});

import { describe, expect, it } from '@jest/globals';
import { splitByFolds } from './split-by-folds.ts';

const items = ['1', '2', '3', '1'].map((fold, index) => ({ uri: `${index}`, fold }));

describe('splitByFolds', () => {
  it('takes folds as they are named, and trains on the rest', () => {
    expect([...splitByFolds(items, { valid: ['2'], test: ['3'] }).values()]).toEqual([
      'train',
      'valid',
      'test',
      'train',
    ]);
    expect([...splitByFolds(items, { train: ['1', '2'], test: ['3'] }).values()]).toEqual([
      'train',
      'train',
      'test',
      'train',
    ]);
  });

  it('refuses folds that are not there, or are named never or twice', () => {
    expect(() => splitByFolds(items, { test: ['11'] })).toThrow(
      'no fold "11" for test; the corpus has the folds 1, 2, 3',
    );
    expect(() => splitByFolds(items, { valid: ['1'], test: ['1'] })).toThrow(
      '"1" is named for valid and test',
    );
    expect(() => splitByFolds(items, { train: ['1'], test: ['2'] })).toThrow(
      'the fold "3" is named for no split',
    );
    expect(() => splitByFolds([{ uri: 'a', fold: undefined }], {})).toThrow(
      '"a" is in no fold; expected one of none',
    );
  });
});

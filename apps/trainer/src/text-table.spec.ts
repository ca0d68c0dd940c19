import { describe, expect, it } from '@jest/globals';
import { textTable } from './text-table.ts';

describe('textTable', () => {
  it('sets columns under each other', () => {
    expect(
      textTable([
        ['split', 'length', ''],
        ['train', '1:00:00 h', 'x'],
        ['-', ''],
      ]),
    ).toBe('split     length\ntrain  1:00:00 h  x\n-\n');
    expect(textTable([])).toBe('');
  });
});

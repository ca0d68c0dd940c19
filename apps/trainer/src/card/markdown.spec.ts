import { describe, expect, it } from '@jest/globals';
import { format } from 'prettier';
import { codeBlock, fieldRows, markdownTable } from './markdown.ts';

describe('markdownTable', () => {
  it('is as wide as its cells', () => {
    expect(markdownTable(['label', 'F1'], [['bird', '0.9']])).toBe(
      '| label | F1  |\n| ----- | --- |\n| bird  | 0.9 |\n',
    );
  });

  it('escapes what is more than text, but not in code, and is what Prettier makes of it', async () => {
    const table = markdownTable(
      ['source', 'value'],
      [
        ['a|b <i> *c*\nd', '`{"x":"a|b","y":"<*>"}`'],
        ['it\\s', '–'],
      ],
    );
    expect(table).toContain('| a\\|b \\<i> \\*c\\* d | `{"x":"a\\|b","y":"<*>"}` |\n');
    expect(await format(table, { parser: 'markdown' })).toBe(table);
  });
});

describe('fieldRows', () => {
  it('writes values as code', () => {
    expect(fieldRows({ units: [96], readout: 'both' })).toEqual([
      ['units', '`[96]`'],
      ['readout', '`"both"`'],
    ]);
  });
});

describe('codeBlock', () => {
  it('indents every line', () => expect(codeBlock('one\ntwo ')).toBe('    one\n    two\n'));
});

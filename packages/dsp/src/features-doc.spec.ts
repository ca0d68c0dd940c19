import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { descriptorNames } from './descriptor-names.ts';
import { defaultFeatures, featurePresets } from './feature-presets.ts';
import { librosa } from './librosa.fixture.ts';

const page = readFileSync(new URL('../../../docs/features.md', import.meta.url), 'utf8');

/** The rows of the table whose first heading is this: cells without their backticks. */
function tableOf(heading: string): string[][] {
  const [, rows] = new RegExp(`^\\| ${heading} .*\\n\\| -.*\\n((?:\\|.*\\n)*)`, 'm').exec(page) ?? [];
  return (rows ?? '')
    .trimEnd()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => cells.slice(1, -1));
}

describe('docs/features.md', () => {
  it('has every field with its default', () => {
    const defaults = tableOf('field .* default').map(
      (cells) => [cells[0], JSON.parse(cells.at(-1)!)] as const,
    );
    expect(Object.fromEntries(defaults)).toEqual(defaultFeatures);
  });

  it('has every preset', () => {
    const names = Object.keys(featurePresets) as (keyof typeof featurePresets)[];
    const rows = tableOf(`field .*${names.map((name) => `\`${name}\``).join('.*')}`);
    expect(rows.length).toBeGreaterThan(0);
    for (const [column, name] of names.entries()) {
      const changes = rows.map(([field, ...values]) => [field, JSON.parse(values[column]!)] as const);
      expect({ ...defaultFeatures, ...Object.fromEntries(changes) }).toEqual(featurePresets[name]);
    }
  });

  it('has every descriptor', () => {
    expect(tableOf('descriptor').map(([name]) => name)).toEqual(descriptorNames);
  });

  it('has the Python code that tools/fixtures/librosa_features.py ran: run it again after a change', () => {
    const blocks = [...page.matchAll(/^```python (\S+)\n(.*?)^```$/gms)];
    const hashes = blocks.map(([, name, code]) => [name, createHash('sha256').update(code!).digest('hex')]);
    expect(Object.fromEntries(hashes)).toEqual(librosa.pythonInDocs);
    expect(page.match(/^```python/gm)).toHaveLength(blocks.length);
  });
});

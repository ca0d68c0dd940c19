import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findChromium } from './find-chromium.ts';

const variables = ['EARMARK_CHROMIUM', 'CHROME_PATH'];
let before: (string | undefined)[];

beforeEach(() => {
  before = variables.map((name) => process.env[name]);
  for (const name of variables) Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  variables.forEach((name, i) => {
    if (before[i] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[i];
  });
});

describe('findChromium', () => {
  it.each(variables)('takes the program that %s names', (name) => {
    process.env[name] = process.execPath; // any program that answers --version
    expect(findChromium()).toBe(process.execPath);
  });

  it.each(variables)('refuses a %s that does not start, and names it', (name) => {
    process.env[name] = import.meta.filename;
    expect(findChromium).toThrow(`${name} is "${import.meta.filename}"`);
    process.env[name] = '/nowhere/chromium';
    expect(findChromium).toThrow(`${name} is "/nowhere/chromium"`);
  });
});

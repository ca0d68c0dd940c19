/** @jest-environment jsdom */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Look } from './look.svelte.ts';

const noMedia = { matches: false, addEventListener: () => {}, removeEventListener: () => {} };

describe('Look', () => {
  beforeEach(() => {
    window.matchMedia = () => noMedia as unknown as MediaQueryList;
    localStorage.clear();
    document.documentElement.removeAttribute('style');
  });

  it('keeps what was chosen', () => {
    const look = new Look();
    look.colourMap = 'viridis';
    look.gainDb = 30;
    look.rangeDb = 60;
    look.palette = 'blue-orange';
    look.theme = 'dark';
    const again = new Look();
    expect([again.colourMap, again.gainDb, again.rangeDb, again.palette, again.theme]).toEqual([
      ...['viridis', 30, 60, 'blue-orange', 'dark'],
    ]);
  });

  it('puts the theme on the page', () => {
    const scheme = () => document.documentElement.style.colorScheme;
    const look = new Look();
    expect([scheme(), look.isDark]).toEqual(['light dark', false]);
    look.theme = 'dark';
    expect([scheme(), look.isDark]).toEqual(['dark', true]);
    look.theme = 'light';
    expect([scheme(), look.isDark]).toEqual(['light', false]);
  });

  it('does without a storage that is full, forbidden or broken', () => {
    const refuse = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
    const look = new Look({ getItem: refuse, setItem: refuse });
    look.theme = 'dark';
    expect(look.theme).toBe('dark');
    expect(new Look(undefined).theme).toBe('system');
    localStorage.setItem('earmark.look', '{broken');
    expect(new Look().theme).toBe('system');
  });
});

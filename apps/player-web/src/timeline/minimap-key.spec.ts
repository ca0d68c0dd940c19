import { describe, expect, it } from '@jest/globals';
import { minimapKey } from './minimap-key.ts';
import { View } from './view.svelte.ts';

describe('minimapKey', () => {
  it.each([
    ['ArrowRight', 41],
    ['ArrowLeft', 39],
    ['PageDown', 49],
    ['PageUp', 31],
    ['Home', 0],
    ['End', 90],
  ])('moves the view at %s', (key, start) => {
    const view = new View();
    view.open(100);
    view.show(40, 50);
    expect(minimapKey({ key }, view)).toBe(true);
    expect(view.startSeconds).toBeCloseTo(start);
    expect(view.endSeconds - view.startSeconds).toBeCloseTo(10);
  });

  it('leaves other keys alone', () => {
    expect(minimapKey({ key: ' ' }, new View())).toBe(false);
  });
});

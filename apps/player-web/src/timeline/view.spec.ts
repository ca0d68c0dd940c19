import { beforeEach, describe, expect, it } from '@jest/globals';
import { View } from './view.svelte.ts';

describe('View', () => {
  let view: View;
  const shown = () => [view.startSeconds, view.endSeconds];
  beforeEach(() => {
    view = new View();
    view.open(100);
  });

  it('opens as a whole and follows', () => {
    expect(shown()).toEqual([0, 100]);
    expect([view.showsAll, view.follow, view.canGoBack]).toEqual([true, true, false]);
  });

  it('goes back through what was shown', () => {
    view.show(10, 20);
    view.zoomAt(15, 2);
    view.show(50, 60);
    view.fit();
    view.back();
    expect(shown()).toEqual([50, 60]);
    view.back();
    expect(shown()).toEqual([12.5, 17.5]);
    view.back();
    expect(shown()).toEqual([0, 100]);
    view.back();
    expect(shown()).toEqual([0, 100]);
  });

  it('does not remember what changed nothing, nor another recording', () => {
    view.fit();
    expect(view.canGoBack).toBe(false);
    view.show(10, 20);
    view.open(30);
    expect(view.canGoBack).toBe(false);
    expect(shown()).toEqual([0, 30]);
  });

  it('zooms around the middle where the moment is out of sight', () => {
    view.show(10, 20);
    view.zoom(2, 80);
    expect(shown()).toEqual([12.5, 17.5]);
    view.zoom(1 / 2, 12.5);
    expect(shown()).toEqual([12.5, 22.5]);
  });

  it('stays whole while the recording turns out longer, and within it when shorter', () => {
    view.durationSeconds = 120;
    expect(shown()).toEqual([0, 120]);
    view.show(100, 110);
    view.durationSeconds = 105;
    expect(shown()).toEqual([95, 105]);
  });

  it('pans and reveals', () => {
    view.show(10, 20);
    view.pan(5);
    expect(shown()).toEqual([15, 25]);
    view.reveal(60);
    expect(shown()).toEqual([55, 65]);
  });
});

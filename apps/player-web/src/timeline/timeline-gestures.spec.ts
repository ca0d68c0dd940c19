import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SegmentHit } from './hit-segment.ts';
import type { SegmentPreview } from './paint-segments.ts';
import type { TimelineSelection } from './timeline-data.ts';
import { createTimelineGestures, type TimelineGestures, type Zone } from './timeline-gestures.ts';

const segment = { start: 20, end: 30, label: 'noise' };

describe('createTimelineGestures', () => {
  let gestures: TimelineGestures;
  /** What happened, in order. */
  let log: unknown[];
  let selection: TimelineSelection | undefined;
  let preview: SegmentPreview | undefined;
  let found: SegmentHit | undefined;

  /** Ten pixels are a second; labels snap to whole seconds. */
  beforeEach(() => {
    log = [];
    selection = preview = found = undefined;
    gestures = createTimelineGestures({
      get selection() {
        return selection;
      },
      currentSeconds: 3,
      currentClass: 'speech',
      secondsPerPixel: 0.1,
      secondsAt: (x) => x / 10,
      hit: () => found,
      snap: Math.round,
      seek: (seconds) => log.push(['seek', seconds]),
      select: (selected) => (selection = selected),
      preview: (shown) => (preview = shown),
      create: (start, end) => log.push(['create', start, end]),
      resize: (resized, start, end) => log.push(['resize', resized, start, end]),
      zoomAt: (seconds, factor) => log.push(['zoom', seconds, factor]),
      pan: (seconds) => log.push(['pan', seconds]),
    });
  });

  const press = (zone: Zone, x: number, more = {}) =>
    gestures.down({ id: 1, x, zone, isTouch: false, extends: false, ...more });
  const drag = (zone: Zone, from: number, to: number, more = {}) => {
    press(zone, from, more);
    gestures.move(1, (from + to) / 2);
    gestures.move(1, to);
  };
  const release = (x: number) => gestures.up(1, x);

  describe('on the sound', () => {
    it('a click seeks and selects nothing', () => {
      selection = { start: 1, end: 2 };
      press('sound', 100);
      gestures.move(1, 102);
      expect(log).toEqual([]);
      release(102);
      expect(log).toEqual([['seek', 10]]);
      expect(selection).toBeUndefined();
    });

    it('a drag selects in either direction, and does not seek', () => {
      drag('sound', 100, 50);
      expect(selection).toEqual({ start: 5, end: 10 });
      release(150);
      expect(selection).toEqual({ start: 10, end: 15 });
      expect(log).toEqual([]);
    });

    it('a finger may shake a little', () => {
      press('sound', 100, { isTouch: true });
      release(107);
      expect(log).toEqual([['seek', 10]]);
    });

    it('Shift moves the nearer end of the selection', () => {
      selection = { start: 10, end: 20 };
      press('sound', 180, { extends: true });
      release(180);
      expect(selection).toEqual({ start: 10, end: 18 });
      drag('sound', 110, 50, { extends: true });
      release(50);
      expect(selection).toEqual({ start: 5, end: 18 });
      expect(log).toEqual([]);
    });

    it('a cancelled drag leaves the selection as it was', () => {
      const before = { start: 1, end: 2 };
      selection = before;
      drag('sound', 100, 150);
      expect(gestures.isDragging).toBe(true);
      expect(gestures.cancel()).toBe(true);
      release(150);
      expect(selection).toBe(before);
      expect([log, gestures.isDragging, gestures.cancel()]).toEqual([[], false, false]);
    });
  });

  describe('on the ruler', () => {
    it('scrubs from the first moment on', () => {
      drag('ruler', 100, 200);
      release(210);
      expect(log).toEqual([10, 15, 20, 21].map((seconds) => ['seek', seconds]));
    });

    it('goes back where it was when cancelled', () => {
      press('ruler', 100);
      gestures.cancel();
      expect(log).toEqual([
        ['seek', 10],
        ['seek', 3],
      ]);
    });
  });

  describe('on the reference lane', () => {
    it('a drag creates, snapped, once at the end', () => {
      drag('reference', 104, 57);
      expect(preview).toEqual({ start: 6, end: 10, label: 'speech' });
      expect(log).toEqual([]);
      release(57);
      expect(log).toEqual([['create', 6, 10]]);
      expect(preview).toBeUndefined();
    });

    it('a drag within a frame creates nothing', () => {
      drag('reference', 100, 104);
      release(104);
      expect([log, preview]).toEqual([[], undefined]);
    });

    it('a click selects the segment, and seeks where there is none', () => {
      found = { segment, edge: 'end' };
      press('reference', 299);
      release(299);
      expect(selection).toEqual({ start: 20, end: 30, segment, lane: 'reference' });
      found = undefined;
      press('reference', 500);
      release(500);
      expect(selection).toBeUndefined();
      expect(log).toEqual([['seek', 50]]);
    });

    it('an edge goes along, from where it was taken, and is set once', () => {
      found = { segment, edge: 'end' };
      drag('reference', 304, 350);
      expect(preview).toEqual({ start: 20, end: 35, label: 'noise', replaces: segment });
      expect(log).toEqual([]);
      release(360);
      expect(log).toEqual([['resize', segment, 20, 36]]);
      expect(preview).toBeUndefined();
    });

    it('an edge never passes the other one', () => {
      found = { segment, edge: 'start' };
      drag('reference', 200, 280);
      gestures.move(1, 900);
      release(900);
      expect(log).toEqual([['resize', segment, 28, 30]]);
    });

    it('an edge that comes back changes nothing', () => {
      found = { segment, edge: 'start' };
      drag('reference', 200, 150);
      release(200);
      expect(log).toEqual([]);
    });

    it('a cancelled drag changes nothing', () => {
      found = { segment, edge: 'end' };
      drag('reference', 300, 350);
      gestures.cancel();
      release(350);
      expect([log, preview]).toEqual([[], undefined]);
    });
  });

  it('a click on what was heard selects it, a drag there selects time', () => {
    found = { segment };
    press('hypothesis', 250);
    release(250);
    expect(selection).toEqual({ start: 20, end: 30, segment, lane: 'hypothesis' });
    drag('hypothesis', 250, 400);
    release(400);
    expect(selection).toEqual({ start: 25, end: 40 });
  });

  it('two fingers zoom around their middle and pan, and end what one began', () => {
    drag('reference', 100, 150);
    gestures.down({ id: 2, x: 250, zone: 'reference', isTouch: true, extends: false });
    expect(preview).toBeUndefined();
    gestures.move(2, 350);
    expect(log).toEqual([
      ['pan', -5],
      ['zoom', 25, 2],
    ]);
    gestures.up(2, 350);
    gestures.move(1, 200);
    gestures.up(1, 200);
    expect(log).toHaveLength(2);
  });

  it('a pointer that the browser takes away has done nothing', () => {
    drag('reference', 100, 150);
    gestures.lost(1);
    gestures.move(1, 200);
    expect([log, preview]).toEqual([[], undefined]);
  });
});

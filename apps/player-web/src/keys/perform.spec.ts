import type { Segment } from '@earmark/dataset';
import { describe, expect, it, jest } from '@jest/globals';
import type { Selection } from '../labels/labels.svelte.ts';
import { createPerform, type KeyTargets } from './perform.ts';

const heard: Segment[] = [
  { start: 0, end: 2, label: 'noise' },
  { start: 2, end: 5, label: 'speech' },
  { start: 5, end: 10, label: 'noise' },
];

function setUp() {
  const transport = {
    currentSeconds: 3,
    durationSeconds: 10,
    playing: false,
    loop: undefined as { start: number; end: number } | undefined,
    toggle: jest.fn(),
    playStretch: jest.fn(),
    seek(seconds: number) {
      this.currentSeconds = Math.min(10, Math.max(0, seconds));
    },
  };
  const view = {
    ...{ startSeconds: 0, endSeconds: 10, follow: true },
    ...{ zoomAt: jest.fn(), fit: jest.fn(), show: jest.fn(), back: jest.fn(), reveal: jest.fn() },
  };
  const labels = {
    segments: [{ start: 1, end: 4, label: 'speech' }] as readonly Segment[],
    classes: [{ name: 'noise' }, { name: 'speech' }],
    selection: undefined as Selection | undefined,
    select(segment: Segment, lane: 'reference' | 'hypothesis') {
      this.selection = { start: segment.start, end: segment.end, segment, lane };
    },
    ...{
      assign: jest.fn(),
      create: jest.fn(),
      setStart: jest.fn(),
      setEnd: jest.fn(),
      confirm: jest.fn(),
      reject: jest.fn(),
    },
    ...{ remove: jest.fn(), mark: jest.fn(), split: jest.fn(), merge: jest.fn() },
    ...{ undo: jest.fn(), redo: jest.fn() },
  };
  const doubts = [
    { start: 6, end: 7, certainty: 0.5 },
    { start: 1, end: 2, certainty: 0.6 },
  ];
  const help = jest.fn();
  const note = jest.fn();
  const targets = {
    ...{ transport, view, labels, help, note },
    hypothesis: () => heard,
    doubts: () => doubts,
    heardAt: (seconds: number) => heard.find(({ start, end }) => start <= seconds && seconds < end)?.label,
  } satisfies KeyTargets;
  return { ...targets, doubts, perform: createPerform(targets) };
}

describe('createPerform', () => {
  it('moves, and shows where it went', () => {
    const { perform, transport, view } = setUp();
    perform({ type: 'move', seconds: -1 });
    expect(transport.currentSeconds).toBe(2);
    expect(view.reveal).toHaveBeenLastCalledWith(1 + 1);
    perform({ type: 'end' });
    expect(transport.currentSeconds).toBe(10);
  });

  it('zooms at the playhead while it is in sight, else at the middle', () => {
    const { perform, transport, view } = setUp();
    perform({ type: 'zoom', factor: 2 });
    expect(view.zoomAt).toHaveBeenLastCalledWith(3, 2);
    [view.startSeconds, view.endSeconds] = [6, 8];
    perform({ type: 'zoom', factor: 2 });
    expect(view.zoomAt).toHaveBeenLastCalledWith(7, 2);
    expect(transport.currentSeconds).toBe(3);
  });

  it('steps through what was heard, or through the lane of the selection', () => {
    const { perform, labels, transport } = setUp();
    perform({ type: 'next-segment' });
    expect(labels.selection).toMatchObject({ segment: heard[2], lane: 'hypothesis' });
    perform({ type: 'previous-segment' });
    expect(labels.selection).toMatchObject({ segment: heard[1] });
    expect(transport.currentSeconds).toBe(2);
    labels.select(labels.segments[0]!, 'reference');
    perform({ type: 'previous-segment' });
    expect(transport.currentSeconds).toBe(1);
    perform({ type: 'previous-segment' });
    expect(transport.currentSeconds).toBe(1);
  });

  it('plays one doubtful moment after the other, and begins again', () => {
    const { perform, labels, transport } = setUp();
    for (const start of [6, 1, 6]) {
      perform({ type: 'least-certain' });
      expect(labels.selection).toEqual({ start, end: start + 1 });
      expect(transport.playStretch).toHaveBeenLastCalledWith({ start, end: start + 1 });
    }
  });

  it('says so where there is no doubt', () => {
    const { perform, labels, doubts, note } = setUp();
    doubts.length = 0;
    perform({ type: 'least-certain' });
    expect(note).toHaveBeenCalledWith(expect.stringContaining('no doubtful moment'));
    expect(labels.selection).toBeUndefined();
  });

  it('goes on with the doubts that are left when one was labelled', () => {
    const { perform, labels, doubts } = setUp();
    perform({ type: 'least-certain' });
    perform({ type: 'least-certain' });
    expect(labels.selection?.start).toBe(1);
    doubts.splice(1, 1, { start: 3, end: 4, certainty: 0.7 });
    perform({ type: 'least-certain' });
    expect(labels.selection?.start).toBe(3);
  });

  it('confirms a segment that was heard, or what was heard in a stretch', () => {
    const { perform, labels } = setUp();
    perform({ type: 'confirm' });
    labels.select(heard[1]!, 'hypothesis');
    perform({ type: 'confirm' });
    expect(labels.confirm).toHaveBeenCalledWith(heard[1]);
    labels.selection = { start: 6, end: 7 };
    perform({ type: 'confirm' });
    expect(labels.create).toHaveBeenCalledWith(6, 7, 'noise');
    expect(labels.create).toHaveBeenCalledTimes(1);
  });

  it('deletes one’s own segment, and rejects what was heard', () => {
    const { perform, labels } = setUp();
    perform({ type: 'delete' });
    labels.select(labels.segments[0]!, 'reference');
    perform({ type: 'delete' });
    expect(labels.remove).toHaveBeenCalledWith(labels.segments[0]);
    labels.select(heard[0]!, 'hypothesis');
    perform({ type: 'delete' });
    expect(labels.reject).toHaveBeenCalledWith(heard[0]);
    expect(labels.remove).toHaveBeenCalledTimes(1);
  });

  it('loops the selection until it is asked again', () => {
    const { perform, labels, transport } = setUp();
    perform({ type: 'loop' });
    expect(transport.loop).toBeUndefined();
    labels.selection = { start: 6, end: 7 };
    perform({ type: 'loop' });
    expect(transport.loop).toEqual({ start: 6, end: 7 });
    expect(transport.currentSeconds).toBe(6);
    expect(transport.toggle).toHaveBeenCalledTimes(1);
    perform({ type: 'loop' });
    expect(transport.loop).toBeUndefined();
  });

  it('hands the rest on', () => {
    const { perform, labels, view, transport, help } = setUp();
    labels.selection = { start: 6, end: 7 };
    perform({ type: 'choose-class', index: 1 });
    perform({ type: 'choose-class', index: 5 });
    expect(labels.assign.mock.calls).toEqual([['speech']]);
    const passedOn = { toggle: transport.toggle, fit: view.fit, back: view.back, help } as const;
    for (const [type, called] of Object.entries(passedOn)) {
      perform({ type: type as keyof typeof passedOn });
      expect(called).toHaveBeenCalledTimes(1);
    }
    const edits = ['mark', 'split', 'merge', 'undo', 'redo'] as const;
    for (const type of edits) {
      perform({ type });
      expect(labels[type]).toHaveBeenCalledTimes(1);
    }
    perform({ type: 'set-start' });
    perform({ type: 'set-end' });
    expect(labels.setStart).toHaveBeenCalledWith(3);
    expect(labels.setEnd).toHaveBeenCalledWith(3);
    perform({ type: 'zoom-selection' });
    expect(view.show).toHaveBeenCalledWith(6, 7);
    perform({ type: 'play-selection' });
    expect(transport.playStretch).toHaveBeenCalledWith(labels.selection);
    perform({ type: 'follow' });
    expect(view.follow).toBe(false);
    perform({ type: 'deselect' });
    expect(labels.selection).toBeUndefined();
  });
});

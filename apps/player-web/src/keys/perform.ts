import type { Segment } from '@earmark/dataset';
import type { Doubt } from '../session/least-certain.ts';
import type { Selection } from '../labels/labels.svelte.ts';
import type { KeyAction, PlainAction } from './keys.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The parts of the player that keys act on. */
export interface KeyTargets {
  readonly transport: {
    readonly currentSeconds: number;
    readonly durationSeconds: number;
    readonly playing: boolean;
    loop: Stretch | undefined;
    toggle(): void;
    seek(seconds: number): void;
    playStretch(stretch: Stretch): void;
  };
  readonly view: {
    readonly startSeconds: number;
    readonly endSeconds: number;
    follow: boolean;
    zoomAt(seconds: number, factor: number): void;
    fit(): void;
    show(start: number, end: number): void;
    back(): void;
    reveal(seconds: number): void;
  };
  readonly labels: {
    readonly segments: readonly Segment[];
    readonly classes: readonly { readonly name: string }[];
    selection: Selection | undefined;
    select(segment: Segment, lane: 'reference' | 'hypothesis'): void;
    assign(label: string): void;
    create(start: number, end: number, label?: string): void;
    setStart(seconds: number): void;
    setEnd(seconds: number): void;
    confirm(segment: Segment): void;
    reject(segment: Segment): void;
    remove(segment: Segment): void;
    mark(seconds: number): void;
    split(seconds: number): void;
    merge(): void;
    undo(): void;
    redo(): void;
  };
  /** What the network heard. */
  hypothesis(): readonly Segment[];
  /** The moments that are worth an ear, the least certain first. */
  doubts(): readonly Doubt[];
  /** The label that the network gives a moment. */
  heardAt(seconds: number): string | undefined;
  help(): void;
  /** Tells the person something. */
  note(message: string): void;
}

const NO_DOUBTS = 'There is no doubtful moment: the network is certain of all that you have not labelled.';
/** A moment this near to a segment's start counts as being there. */
const AT_START_SECONDS = 1e-3;

/**
 * Does what keys ask for.
 *
 * @param targets what they act on, as it is at the moment of each press
 * @returns to be called with each action
 * @example const perform = createPerform(targets); perform({ type: 'toggle' })
 */
export function createPerform(targets: KeyTargets): (action: KeyAction) => void {
  const { transport, view, labels } = targets;
  let lastDoubt: Doubt | undefined;

  function goTo(start: number): void {
    transport.seek(start);
    view.reveal(start);
  }

  function step(direction: 1 | -1): void {
    const lane = labels.selection?.lane ?? (targets.hypothesis().length > 0 ? 'hypothesis' : 'reference');
    const segments = lane === 'reference' ? labels.segments : targets.hypothesis();
    const now = transport.currentSeconds;
    const next =
      direction > 0
        ? segments.find(({ start }) => start > now + AT_START_SECONDS)
        : segments.findLast(({ start }) => start < now - AT_START_SECONDS);
    if (!next) return;
    labels.select(next, lane);
    goTo(next.start);
  }

  /** The one that comes after the last one in the order of doubt; the first again after the end. */
  function nextDoubt(): void {
    const doubts = targets.doubts();
    const at = doubts.findIndex((doubt) => doubt.start === lastDoubt?.start);
    const passed = lastDoubt?.certainty ?? 0;
    // A moment that has been labelled since is none of them any more: those before it were passed over.
    const next = at >= 0 ? doubts[at + 1] : doubts.find(({ certainty }) => certainty >= passed);
    lastDoubt = next ?? doubts[0];
    if (!lastDoubt) return targets.note(NO_DOUBTS);
    const { start, end } = lastDoubt;
    labels.selection = { start, end };
    view.reveal(start);
    transport.playStretch({ start, end });
  }

  function confirm(): void {
    const { selection } = labels;
    if (!selection) return;
    const { segment, lane, start, end } = selection;
    if (segment && lane === 'hypothesis') return labels.confirm(segment);
    const heard = targets.heardAt((start + end) / 2);
    if (!segment && heard) labels.create(start, end, heard);
  }

  function remove(): void {
    const { segment, lane } = labels.selection ?? {};
    if (!segment) return;
    if (lane === 'reference') labels.remove(segment);
    else labels.reject(segment);
  }

  function toggleLoop(): void {
    const { selection } = labels;
    transport.loop =
      transport.loop || !selection ? undefined : { start: selection.start, end: selection.end };
    if (!transport.loop) return;
    transport.seek(transport.loop.start);
    if (!transport.playing) transport.toggle();
  }

  const plain: Readonly<Record<PlainAction, () => void>> = {
    toggle: () => transport.toggle(),
    'play-selection': () => labels.selection && transport.playStretch(labels.selection),
    start: () => goTo(0),
    end: () => goTo(transport.durationSeconds),
    loop: toggleLoop,
    fit: () => view.fit(),
    'zoom-selection': () => labels.selection && view.show(labels.selection.start, labels.selection.end),
    back: () => view.back(),
    follow: () => (view.follow = !view.follow),
    'next-segment': () => step(1),
    'previous-segment': () => step(-1),
    'least-certain': nextDoubt,
    confirm,
    delete: remove,
    'set-start': () => labels.setStart(transport.currentSeconds),
    'set-end': () => labels.setEnd(transport.currentSeconds),
    mark: () => labels.mark(transport.currentSeconds),
    split: () => labels.split(transport.currentSeconds),
    merge: () => labels.merge(),
    undo: () => labels.undo(),
    redo: () => labels.redo(),
    deselect: () => (labels.selection = undefined),
    help: () => targets.help(),
  };

  return (action) => {
    switch (action.type) {
      case 'move':
        return goTo(transport.currentSeconds + action.seconds);
      case 'zoom': {
        const now = transport.currentSeconds;
        const isVisible = view.startSeconds <= now && now <= view.endSeconds;
        return view.zoomAt(isVisible ? now : (view.startSeconds + view.endSeconds) / 2, action.factor);
      }
      case 'choose-class': {
        const chosen = labels.classes[action.index];
        if (chosen) labels.assign(chosen.name);
        return;
      }
      default:
        plain[action.type]();
    }
  };
}

import type { Segment } from '@earmark/dataset';
import { LabelBook } from './label-book.svelte.ts';
import { withSegments } from './label-document.ts';
import {
  annotateSegment,
  confirmSegment,
  mergeSegments,
  paintSegment,
  rejectedLabel,
  relabelSegment,
  removeSegment,
  resizeSegment,
  splitSegment,
} from './label-edits.ts';
import { snapSpan, snapToFrame } from './snap-to-frames.ts';

/** A stretch of time, and the segment that it is, if it is one. */
export interface Selection {
  readonly start: number;
  readonly end: number;
  readonly segment?: Segment;
  /** Whose segment: the person's (reference) or the network's (hypothesis). */
  readonly lane?: 'reference' | 'hypothesis';
}

/** What a person says about the open recording, and does to the segments of its lane. */
export class Labels extends LabelBook {
  /** Where the segment begins that `mark` has begun, in seconds. */
  markedStart = $state<number>();
  #selection = $state.raw<Selection>();

  /** A segment of the person that is gone leaves its stretch selected. */
  get selection(): Selection | undefined {
    const { segment, lane, start, end } = this.#selection ?? {};
    if (!segment || lane === 'hypothesis' || this.segments.includes(segment)) return this.#selection;
    const same = this.segments.find((other) => isSame(other, segment));
    return { start: start!, end: end!, ...(same ? { segment: same, lane: 'reference' } : {}) };
  }

  set selection(selection: Selection | undefined) {
    this.#selection = selection;
  }

  select(segment: Segment, lane: 'reference' | 'hypothesis'): void {
    this.selection = { start: segment.start, end: segment.end, segment, lane };
  }

  /** The moment nearest to this one at which a frame hands over to the next. */
  snap(seconds: number): number {
    return this.grid ? snapToFrame(seconds, this.grid, this.durationSeconds) : seconds;
  }

  /** Labels a stretch, over whatever is there. */
  create(start: number, end: number, label = this.currentClass): void {
    const span = this.grid && snapSpan(start, end, this.grid, this.durationSeconds);
    if (!span) return;
    if (label === '') this.problem = 'There is no class yet: add one, then label.';
    else this.#paint('label', { ...span, label });
  }

  /** Moves boundaries of a segment to frames; one that does not move stays, though it be off the frames. */
  resize(segment: Segment, start: number, end: number): void {
    const span = this.grid && snapSpan(start, end, this.grid, this.durationSeconds);
    if (!span) return;
    const isTurned = start >= end;
    this.retime(
      segment,
      start === segment.start && !isTurned ? start : span.start,
      end === segment.end && !isTurned ? end : span.end,
    );
  }

  /** Gives a segment the times that a person typed, as exact as they are, within the recording. */
  retime(segment: Segment, start: number, end: number): void {
    const [from, to] = [Math.max(0, start), Math.min(end, this.durationSeconds)];
    if (to <= from) {
      this.problem = 'A label has to end after it starts, within the recording: nothing was changed.';
      return;
    }
    this.#edit('resize', (segments) => resizeSegment(segments, segment, from, to), {
      ...segment,
      start: from,
      end: to,
    });
  }

  /** Moves the start of the selection to a moment; without a selection, one begins there. */
  setStart(seconds: number): void {
    this.#moveEdge(seconds, this.selection?.end ?? this.durationSeconds);
  }

  /** Moves the end of the selection to a moment; without a selection, one ends there. */
  setEnd(seconds: number): void {
    this.#moveEdge(this.selection?.start ?? 0, seconds);
  }

  relabel(segment: Segment, label: string): void {
    this.#edit('change class', (segments) => relabelSegment(segments, segment, label), { ...segment, label });
  }

  /** Writes a note to a segment; an empty one removes it. */
  annotate(segment: Segment, note: string): void {
    this.#edit('note', (segments) => annotateSegment(segments, segment, note), segment);
  }

  /** Cuts the selected segment in two, or else whatever lies there. */
  split(seconds: number): void {
    const at = this.snap(seconds);
    const isThere = ({ start, end }: Segment) => start < at && at < end;
    const selected = this.#selectedReference;
    const chosen = selected && isThere(selected) ? [selected] : this.segments.filter(isThere);
    if (chosen.length === 0) this.problem = 'No label of yours is there to split: go to a moment inside one.';
    else
      this.#edit('split', (segments) => chosen.reduce((all, one) => splitSegment(all, one, at), segments), {
        ...chosen[0]!,
        end: at,
      });
  }

  /** What `merge` makes one: the selected segment and the next, or all that a selected stretch touches. */
  get mergeable(): readonly Segment[] {
    const { selection, segments } = this;
    if (!selection || selection.lane === 'hypothesis') return [];
    const { segment, start, end } = selection;
    const at = segment ? segments.indexOf(segment) : -1;
    const found = segment
      ? segments.slice(at, at + 2)
      : segments.filter((one) => one.start < end && one.end > start);
    return found.length > 1 ? found : [];
  }

  merge(): void {
    const { mergeable } = this;
    const [first] = mergeable;
    if (!first)
      this.problem = 'There is nothing to merge: select a label of yours that has another after it.';
    else
      this.#edit('merge', (segments) => mergeSegments(segments, mergeable), {
        ...first,
        end: Math.max(...mergeable.map(({ end }) => end)),
      });
  }

  remove(segment: Segment): void {
    this.#edit('delete', (segments) => removeSegment(segments, segment));
  }

  /** Takes over what the network heard. */
  confirm(heard: Segment): void {
    this.#edit('confirm', (segments) => confirmSegment(segments, heard), heard);
  }

  /** Says that the network is wrong: the stretch gets the only other label that it can have. */
  reject(heard: Segment, labels: readonly string[], background: string | null): void {
    const label = rejectedLabel(heard.label, labels, background);
    if (label === undefined) this.problem = 'Press 1 to 9 to say what it is.';
    else this.#paint('reject', { start: heard.start, end: heard.end, label });
  }

  /** What the key of a class does: it labels what is selected, and makes the class the current one. */
  assign(label: string): void {
    this.currentClass = label;
    const { segment, lane, start, end } = this.selection ?? {};
    if (segment && lane === 'reference') this.relabel(segment, label);
    else if (segment) this.#paint('correct', { start: segment.start, end: segment.end, label });
    else if (start !== undefined && end !== undefined) this.create(start, end, label);
  }

  /** Called while the recording plays: the first call begins a segment of the current class, the second ends it. */
  mark(seconds: number): void {
    const { markedStart } = this;
    this.markedStart = markedStart === undefined ? this.snap(seconds) : undefined;
    if (markedStart !== undefined) this.create(markedStart, seconds);
  }

  override async close(): Promise<void> {
    this.selection = undefined;
    this.markedStart = undefined;
    await super.close();
  }

  get #selectedReference(): Segment | undefined {
    const { segment, lane } = this.selection ?? {};
    return lane === 'reference' ? segment : undefined;
  }

  #moveEdge(start: number, end: number): void {
    const segment = this.#selectedReference;
    if (segment) this.resize(segment, start, end);
    else if (this.grid) this.selection = snapSpan(start, end, this.grid, this.durationSeconds);
  }

  #paint(name: string, painted: Segment): void {
    this.#edit(name, (segments) => paintSegment(segments, painted), painted);
  }

  /** @param selected the segment that is selected afterwards, or one like it; without it, the stretch stays selected */
  #edit(name: string, edit: (segments: readonly Segment[]) => readonly Segment[], selected?: Segment): void {
    const done = this.step(name, (document) => withSegments(document, edit(document.segments)));
    if (done && selected) this.select(selected, 'reference');
  }
}

const isSame = (a: Segment, b: Segment): boolean =>
  a.start === b.start && a.end === b.end && a.label === b.label;

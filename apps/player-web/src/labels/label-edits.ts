import { createSegment, type Segment } from '@earmark/dataset';

/** What an edit leaves shorter than this, the last decimal of a label file, is gone. */
const LEAST_SECONDS = 1e-6;

/**
 * Puts a segment over what lies there: what is under it is cut to what sticks out on either side, or removed. Elsewhere, segments that
 * overlap because a file has them so stay as they are.
 *
 * @param segments sorted by start
 * @returns sorted segments; those that were not touched are the same objects, and all are where the painted one is there already
 * @throws RangeError as `createSegment`
 * @example paintSegment([{ start: 0, end: 3, label: 'noise' }], { start: 1, end: 2, label: 'speech' })
 * // noise from 0 to 1, speech from 1 to 2, noise from 2 to 3
 */
export function paintSegment(segments: readonly Segment[], painted: Segment): readonly Segment[] {
  const paint = createSegment(painted);
  const under = segments.filter(({ start, end }) => start < paint.end && end > paint.start);
  if (under.length === 1 && holds(under[0]!, paint)) return segments;
  const pieces = segments.flatMap((segment) => {
    if (segment.end <= paint.start || segment.start >= paint.end) return [segment];
    return [
      ...pieceOf(segment, segment.start, Math.min(segment.end, paint.start)),
      ...pieceOf(segment, Math.max(segment.start, paint.end), segment.end),
    ];
  });
  return inOrder([...pieces, paint]);
}

/**
 * Gives a segment other times; what it now lies on gives way.
 *
 * @throws RangeError for a segment that is not among them, and as `createSegment`
 */
export function resizeSegment(
  segments: readonly Segment[],
  segment: Segment,
  start: number,
  end: number,
): readonly Segment[] {
  const there = findSegment(segments, segment);
  if (there.start === start && there.end === end) return segments;
  return paintSegment(removeSegment(segments, there), { ...there, start, end });
}

/**
 * Gives a segment another label. A confidence in the earlier label goes, and what lies under the segment gives way.
 *
 * @throws RangeError for a segment that is not among them, and as `createSegment`
 */
export function relabelSegment(
  segments: readonly Segment[],
  segment: Segment,
  label: string,
): readonly Segment[] {
  const there = findSegment(segments, segment);
  if (there.label === label) return segments;
  const { confidence: _, ...kept } = there;
  return paintSegment(removeSegment(segments, there), { ...kept, label });
}

/**
 * Writes a note to a segment; blanks around it go, and an empty one removes the note.
 *
 * @throws RangeError for a segment that is not among them, and as `createSegment`
 */
export function annotateSegment(
  segments: readonly Segment[],
  segment: Segment,
  note: string,
): readonly Segment[] {
  const there = findSegment(segments, segment);
  const text = note.trim();
  if (text === (there.note ?? '')) return segments;
  const { note: _, ...kept } = there;
  const annotated = createSegment(text === '' ? kept : { ...kept, note: text });
  return segments.map((other) => (other === there ? annotated : other));
}

/**
 * Cuts a segment in two; both keep all that is known about it. Outside of the segment, nothing changes.
 *
 * @throws RangeError for a segment that is not among them
 */
export function splitSegment(
  segments: readonly Segment[],
  segment: Segment,
  seconds: number,
): readonly Segment[] {
  const there = findSegment(segments, segment);
  const parts = [...pieceOf(there, there.start, seconds), ...pieceOf(there, seconds, there.end)];
  if (parts.length < 2 || seconds <= there.start || seconds >= there.end) return segments;
  return inOrder([...segments.filter((other) => other !== there), ...parts]);
}

/**
 * Makes one segment of several, from the first one's start to the last one's end, gaps included. It has the label of the first and
 * the notes of all; a confidence or a frequency range stays only where all agree on it.
 *
 * @throws RangeError for a segment that is not among them, and as `createSegment`: the notes may be too long together
 * @example mergeSegments([a, b], [a, b]) // one segment from a.start to b.end with a's label
 */
export function mergeSegments(segments: readonly Segment[], chosen: readonly Segment[]): readonly Segment[] {
  const [first, ...others] = inOrder(chosen.map((segment) => findSegment(segments, segment)));
  if (!first || others.length === 0) return segments;
  const all = [first, ...others];
  const notes = [...new Set(all.flatMap(({ note }) => note ?? []))];
  const agreed = (['confidence', 'lowHz', 'highHz'] as const).filter((field) =>
    all.every((segment) => segment[field] === first[field]),
  );
  const rest = segments.filter((segment) => !all.includes(segment));
  return paintSegment(rest, {
    start: first.start,
    end: Math.max(...all.map(({ end }) => end)),
    label: first.label,
    ...Object.fromEntries(agreed.map((field) => [field, first[field]])),
    ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
  });
}

/**
 * Takes a segment away; its time has no label then.
 *
 * @throws RangeError for a segment that is not among them
 */
export function removeSegment(segments: readonly Segment[], segment: Segment): readonly Segment[] {
  const there = findSegment(segments, segment);
  return segments.filter((other) => other !== there);
}

/**
 * Takes over what the network heard, as a person's label: without its confidence.
 *
 * @throws RangeError as `createSegment`
 */
export function confirmSegment(segments: readonly Segment[], heard: Segment): readonly Segment[] {
  const { confidence: _, ...said } = heard;
  return paintSegment(segments, said);
}

/**
 * The label of a stretch for which the network's label is wrong, where that leaves only one: the background for any other label, and the
 * other label for the background if there is just one.
 *
 * @param label what the network heard
 * @param labels all that the network knows
 * @param background the one of them for time in which nothing is; null where there is none
 * @example rejectedLabel('speech', ['noise', 'speech'], 'noise') // 'noise'
 */
export function rejectedLabel(
  label: string,
  labels: readonly string[],
  background: string | null,
): string | undefined {
  if (background !== null && label !== background) return background;
  const others = labels.filter((other) => other !== label);
  return others.length === 1 ? others[0] : undefined;
}

/** Sorted by start, then end, then label, by code unit: as in an annotation. */
export function inOrder(segments: readonly Segment[]): readonly Segment[] {
  return [...segments].sort(
    (a, b) => a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
  );
}

/** Itself where it is among them, or else its equal: a value may have gone to a worker and back. */
function findSegment(segments: readonly Segment[], segment: Segment): Segment {
  const { start, end, label } = segment;
  const found = segments.includes(segment)
    ? segment
    : segments.find((other) => other.start === start && other.end === end && other.label === label);
  if (!found) throw new RangeError(`There is no longer a segment “${label}” from ${start} to ${end} s.`);
  return found;
}

/** Whether a segment says all that another one says. */
function holds(segment: Segment, other: Segment): boolean {
  return Object.entries(other).every(([field, value]) => segment[field as keyof Segment] === value);
}

function pieceOf(segment: Segment, start: number, end: number): Segment[] {
  if (start === segment.start && end === segment.end) return [segment];
  return end - start < LEAST_SECONDS ? [] : [createSegment({ ...segment, start, end })];
}

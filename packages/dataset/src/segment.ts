/** A stretch of time with one label. Immutable: an edit makes a new segment. */
export interface Segment {
  /** Seconds from the beginning of the recording, 0 or more. */
  readonly start: number;
  /** Seconds from the beginning of the recording, after `start`. */
  readonly end: number;
  /** The class, as written in the label track: one line, no blanks around it. */
  readonly label: string;
  /** 0..1, how sure the judge was; absent where nobody said. */
  readonly confidence?: number;
  /** Hz, 0 or more: where the sound begins in frequency; absent where nobody marked it. */
  readonly lowHz?: number;
  /** Hz, no less than `lowHz`: where the sound ends in frequency; absent where nobody marked it. */
  readonly highHz?: number;
  /** What somebody remarked about it: one line of up to 1000 characters, no blanks around it; absent where nobody did. */
  readonly note?: string;
}

const longestNote = 1000;

/**
 * Checks the fields and returns a frozen segment.
 *
 * @throws RangeError that names the field, its value and what was expected: times that are negative, not finite
 *   or not in order, a label that is empty or not one trimmed line, a confidence outside 0..1, frequencies that are negative or
 *   not in order (the two may be equal: Audacity marks a single frequency so), a note that is empty, longer than 1000 characters or
 *   not one trimmed line.
 * @example createSegment({ start: 0.5, end: 1.25, label: 'speech' })
 */
export function createSegment({ start, end, label, confidence, lowHz, highHz, note }: Segment): Segment {
  if (!Number.isFinite(start) || start < 0) {
    throw new RangeError(`start is ${start}; expected seconds, 0 or more`);
  }
  if (!Number.isFinite(end) || end <= start) {
    throw new RangeError(`end is ${end}; expected seconds, more than the start ${start}`);
  }
  if (!isTrimmedLine(label)) {
    throw new RangeError(
      `label is ${JSON.stringify(label)}; expected the name of a class, on one line and without blanks around it`,
    );
  }
  if (confidence !== undefined && !(confidence >= 0 && confidence <= 1)) {
    throw new RangeError(`confidence is ${confidence}; expected a number from 0 to 1`);
  }
  if (lowHz !== undefined && !(lowHz >= 0 && lowHz < Infinity)) {
    throw new RangeError(`the low frequency is ${lowHz}; expected Hz, 0 or more`);
  }
  if (highHz !== undefined && !(highHz >= (lowHz ?? 0) && highHz < Infinity)) {
    throw new RangeError(`the high frequency is ${highHz}; expected Hz, no less than ${lowHz ?? 0}`);
  }
  if (note !== undefined && !isTrimmedLine(note)) {
    throw new RangeError(
      `note is ${JSON.stringify(note)}; expected a remark on one line and without blanks around it, or none`,
    );
  }
  if (note !== undefined && note.length > longestNote) {
    throw new RangeError(`note has ${note.length} characters; expected ${longestNote} at most`);
  }
  return Object.freeze({
    start,
    end,
    label,
    ...(confidence === undefined ? {} : { confidence }),
    ...(lowHz === undefined ? {} : { lowHz }),
    ...(highHz === undefined ? {} : { highHz }),
    ...(note === undefined ? {} : { note }),
  });
}

function isTrimmedLine(text: string): boolean {
  // Half a surrogate pair is no text: no file in UTF-8 can hold it.
  return text !== '' && text === text.trim() && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

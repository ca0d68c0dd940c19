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
}

/**
 * Checks the fields and returns a frozen segment.
 *
 * @throws RangeError that names the field, its value and what was expected: times that are negative, not finite
 *   or not in order, a label that is empty or not one trimmed line, a confidence outside 0..1, frequencies that are negative or
 *   not in order. The two may be equal: Audacity marks a single frequency so.
 * @example createSegment({ start: 0.5, end: 1.25, label: 'speech' })
 */
export function createSegment({ start, end, label, confidence, lowHz, highHz }: Segment): Segment {
  if (!Number.isFinite(start) || start < 0) {
    throw new RangeError(`start is ${start}; expected seconds, 0 or more`);
  }
  if (!Number.isFinite(end) || end <= start) {
    throw new RangeError(`end is ${end}; expected seconds, more than the start ${start}`);
  }
  // Half a surrogate pair is no text: no file in UTF-8 can hold it.
  if (label === '' || label !== label.trim() || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(label)) {
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
  return Object.freeze({
    start,
    end,
    label,
    ...(confidence === undefined ? {} : { confidence }),
    ...(lowHz === undefined ? {} : { lowHz }),
    ...(highHz === undefined ? {} : { highHz }),
  });
}

/** What a column of a table of segments may hold. */
export type SegmentColumn =
  'recording' | 'start' | 'end' | 'duration' | 'label' | 'confidence' | 'lowHz' | 'highHz' | 'note';

/** The names that the columns have in a file. */
export type SegmentColumns = Readonly<Partial<Record<SegmentColumn, string>>>;

/**
 * Names by which columns are found, the likelier first, in lower case and with blanks for underscores and hyphens.
 * They are those of Raven, BirdNET, DCASE, mir_eval, pandas users and of what this project writes.
 */
const NAMES: Readonly<Record<SegmentColumn, readonly string[]>> = {
  recording: ['recording', 'uri', 'file', 'filename', 'file name', 'path', 'audio', 'audio filename'],
  start: [
    ...['start', 'begin', 'onset', 'start time', 'begin time', 'starttime', 'start (s)', 'start s'],
    ...['begin time (s)', 'start time (s)', 'onset (s)', 'start seconds', 'tmin', 'from'],
  ],
  end: [
    ...['end', 'stop', 'offset', 'end time', 'stop time', 'endtime', 'end (s)', 'end s', 'end time (s)'],
    ...['stop time (s)', 'offset (s)', 'end seconds', 'tmax', 'to'],
  ],
  duration: ['duration', 'duration (s)', 'duration s', 'duration seconds', 'dur'],
  label: [
    ...['label', 'class', 'event label', 'annotation', 'labels', 'event', 'tag', 'category', 'class name'],
    ...['species', 'common name', 'species code', 'call type', 'type', 'speaker', 'text'],
  ],
  confidence: ['confidence', 'score', 'probability'],
  lowHz: ['low freq (hz)', 'lowhz', 'low hz', 'low frequency', 'fmin', 'low freq', 'min freq (hz)'],
  highHz: ['high freq (hz)', 'highhz', 'high hz', 'high frequency', 'fmax', 'high freq', 'max freq (hz)'],
  note: ['note', 'notes', 'comment', 'comments', 'remark', 'remarks'],
};

/** How many columns an error lists. */
const MOST_LISTED = 30;

/**
 * Finds the columns of a table of segments by their names.
 *
 * @param given names that are certain; the others are guessed, among the columns that are left.
 * @throws RangeError for a given name that is not there, or where start, end (or duration) or label are missing. It lists the
 *   columns that are there.
 * @example findSegmentColumns(['Onset', 'duration', 'class']) // { start: 'Onset', duration: 'duration', label: 'class' }
 */
export function findSegmentColumns(columns: readonly string[], given: SegmentColumns = {}): SegmentColumns {
  const there =
    columns.slice(0, MOST_LISTED).join(', ') + (columns.length > MOST_LISTED ? ' …' : '') || 'an empty file';
  const taken = new Set(Object.values(given));
  const byName = new Map(
    columns
      .filter((column) => !taken.has(column))
      .map((column) => [column.toLowerCase().replace(/[\s_-]+/g, ' '), column]),
  );
  const found: Partial<Record<SegmentColumn, string>> = {};
  for (const what of Object.keys(NAMES) as SegmentColumn[]) {
    const wanted = given[what];
    if (wanted !== undefined && !columns.includes(wanted)) {
      throw new RangeError(`there is no column "${wanted}" for ${what}; found ${there}`);
    }
    const name = NAMES[what].find((candidate) => byName.has(candidate));
    const column = wanted ?? (name === undefined ? undefined : byName.get(name));
    if (column !== undefined) found[what] = column;
  }
  // Where only one of the two is said, the other, guessed, could contradict it.
  if (given.duration !== undefined && given.end === undefined) delete found.end;
  for (const what of ['start', 'end', 'label'] as const) {
    if (found[what] !== undefined || (what === 'end' && found.duration !== undefined)) continue;
    const names = NAMES[what].slice(0, 4).join(', ');
    throw new RangeError(
      `there is no column for ${what}; found ${there}; expected ${names} or the like. Say which column it is`,
    );
  }
  return found;
}

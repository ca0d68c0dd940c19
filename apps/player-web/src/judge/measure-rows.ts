import { EVENT_COLLAR_SECONDS, type SegmentMeasures } from './judge-measures.ts';
import { asFigure, lengthInWords, shareInPercent } from './measure-words.ts';

/** Whose figures stand in a column: a model's, or those of the floor. */
export interface MeasureColumn {
  readonly name: string;
  readonly segments: SegmentMeasures;
  readonly rocAuc: number | null;
  readonly equalErrorRate: number | null;
}

/** One measure in words, with a figure for every column. */
export interface MeasureRow {
  readonly name: string;
  readonly explanation: string;
  readonly figures: readonly string[];
}

/**
 * The measures as a table shows them, in plain words.
 *
 * @param label what they are about
 * @param columns in the order of the table
 * @example measureRows('speech', [column])[0] // { name: 'Accuracy', explanation: 'Labelled time with the right label.', figures: ['93.1 %'] }
 */
export function measureRows(label: string, columns: readonly MeasureColumn[]): MeasureRow[] {
  const row = (name: string, explanation: string, figure: (column: MeasureColumn) => string): MeasureRow => ({
    name,
    explanation,
    figures: columns.map(figure),
  });
  return [
    row('Accuracy', 'Labelled time with the right label.', ({ segments }) =>
      shareInPercent(segments.accuracy),
    ),
    row('Precision', `What was called ${label} and is.`, ({ segments }) =>
      shareInPercent(segments.precision),
    ),
    row('Recall', `What is ${label} and was found.`, ({ segments }) => shareInPercent(segments.recall)),
    row('F1', 'Precision and recall in one figure (harmonic mean).', ({ segments }) =>
      shareInPercent(segments.f1),
    ),
    row(
      'Detection error rate',
      `Missed and falsely called time against the time of ${label}; less is better.`,
      ({ segments }) => shareInPercent(segments.detection.rate),
    ),
    row('Missed', `Time of ${label} that was called otherwise.`, ({ segments }) =>
      lengthInWords(segments.detection.missSeconds),
    ),
    row('False alarm', `Time called ${label} that is labelled otherwise.`, ({ segments }) =>
      lengthInWords(segments.detection.falseAlarmSeconds),
    ),
    row(
      'Event F1',
      `Segments of ${label} found as a whole: the start is at most ${EVENT_COLLAR_SECONDS} s off, the end little more.`,
      ({ segments }) => shareInPercent(segments.events.f1),
    ),
    row(
      'ROC-AUC',
      `How often a moment of ${label} gets a higher posterior than another one; 0.5 is chance. No slider changes it.`,
      ({ rocAuc }) => asFigure(rocAuc),
    ),
    row(
      'Equal error rate',
      'Share of errors where the threshold makes both kinds alike; less is better. No slider changes it.',
      ({ equalErrorRate }) => shareInPercent(equalErrorRate),
    ),
  ];
}

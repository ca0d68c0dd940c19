import { type Annotation, createAnnotation } from '../annotation.ts';
import type { Segment } from '../segment.ts';
import type { FormatOptions } from './annotation-format.ts';
import { saySkipped } from './labelled-marks.ts';

/** A mark and the recording that it is in; no segment where it labels no time. */
export interface RecordedMark {
  readonly recording: string;
  readonly segment: Segment | undefined;
}

/** One annotation for each recording, in the order in which they first appear. `onSkip` hears of marks that label no time. */
export function byRecording(rows: readonly RecordedMark[], onSkip: FormatOptions['onSkip']): Annotation[] {
  saySkipped(rows.filter(({ segment }) => !segment).length, rows.length, onSkip);
  const recordings = new Map<string, Segment[]>();
  for (const { recording, segment } of rows) {
    const segments = recordings.get(recording) ?? [];
    recordings.set(recording, segments);
    if (segment) segments.push(segment);
  }
  return [...recordings].map(([uri, segments]) => createAnnotation({ uri, kind: 'reference', segments }));
}

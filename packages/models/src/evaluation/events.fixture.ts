import { readFileSync } from 'node:fs';
import type { Segment } from '@earmark/dataset';

type Times = readonly (readonly [start: number, end: number])[];

/** Values of mir_eval and of a count of milliseconds, made by tools/fixtures/event_metrics.py. */
interface Golden {
  readonly matchings: readonly {
    readonly name: string;
    readonly reference: Times;
    readonly hypothesis: Times;
    readonly collarSeconds: number;
    readonly percentageOfLength: number;
    readonly onsetOnly: boolean;
    readonly matchedEvents: number;
  }[];
  readonly detections: readonly {
    readonly name: string;
    readonly reference: Times;
    readonly hypothesis: Times;
    readonly durationSeconds: number;
    readonly collarSeconds: number;
    readonly missSeconds: number;
    readonly falseAlarmSeconds: number;
    readonly speechSeconds: number;
    readonly nonSpeechSeconds: number;
  }[];
}

const file = new URL('../../../../tools/fixtures/event_metrics.json', import.meta.url);

export const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

/** Segments of one label. */
export function segmentsAt(times: Times, label = 'speech'): Segment[] {
  return times.map(([start, end]) => ({ start, end, label }));
}

import type { Segment } from '@earmark/dataset';
import { formatTime } from './time-axis.ts';

/**
 * A lane of segments in one line, for those who can't see it.
 *
 * @example laneSummary([{ start: 0, end: 65, label: 'speech' }]) // '1 segment, speech 1:05'
 */
export function laneSummary(segments: readonly Segment[]): string {
  if (segments.length === 0) return 'no segments';
  const seconds = new Map<string, number>();
  for (const { start, end, label } of segments) seconds.set(label, (seconds.get(label) ?? 0) + end - start);
  const sums = [...seconds].map(([label, sum]) => `${label} ${formatTime(sum)}`);
  return [segments.length === 1 ? '1 segment' : `${segments.length} segments`, ...sums].join(', ');
}

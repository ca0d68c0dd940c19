import { type Annotation, createAnnotation, labelsOf, TOUCHING_SECONDS } from './annotation.ts';
import type { Segment } from './segment.ts';

/**
 * For each label that is wanted, those that it stands for. As a wanted label `-` leaves out, and `*` keeps the name; as a found one `*`
 * is every other.
 */
export type LabelMapping = Readonly<Record<string, readonly string[]>>;

const LEFT_OUT = '-';
const OTHERS = '*';

/**
 * Renames the labels of an annotation, such as those of a foreign corpus to `speech` and `noise`. Segments that then have one label and
 * touch or overlap become one, without confidence and frequencies. What is left out is time without a label.
 *
 * @throws RangeError that lists the labels which the mapping says nothing about, or one that it names twice.
 * @example mapLabels(annotation, { speech: ['CLEAN_SPEECH', 'SPEECH_WITH_MUSIC'], noise: ['NO_SPEECH'], '-': ['*'] })
 */
export function mapLabels(annotation: Annotation, mapping: LabelMapping): Annotation {
  assertMapped(labelsOf([annotation]), mapping);
  const wanted = wantedLabels(mapping);
  const segments: Segment[] = [];
  const last = new Map<string, number>();
  for (const segment of annotation.segments) {
    const name = wanted.get(segment.label) ?? wanted.get(OTHERS)!;
    if (name === LEFT_OUT) continue;
    const label = name === OTHERS ? segment.label : name;
    const { start, end } = segment;
    const index = last.get(label);
    const earlier = index === undefined ? undefined : segments[index];
    if (index !== undefined && earlier && start <= earlier.end + TOUCHING_SECONDS) {
      segments[index] = { start: earlier.start, end: Math.max(earlier.end, end), label };
    } else {
      last.set(label, segments.push({ ...segment, label }) - 1);
    }
  }
  return createAnnotation({ ...annotation, segments });
}

/**
 * Checks that a mapping says something about every one of these labels.
 *
 * @throws RangeError as `mapLabels`.
 */
export function assertMapped(labels: readonly string[], mapping: LabelMapping): void {
  const wanted = wantedLabels(mapping);
  if (wanted.has(OTHERS)) return;
  const unknown = labels.filter((label) => !wanted.has(label));
  if (unknown.length === 0) return;
  const remedy = `Say what each stands for, or leave them out ("${LEFT_OUT}"); "${OTHERS}" is every other`;
  throw new RangeError(
    `the label mapping says nothing about ${unknown.map((label) => `"${label}"`).join(', ')}. ${remedy}`,
  );
}

function wantedLabels(mapping: LabelMapping): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const [label, found] of Object.entries(mapping)) {
    for (const name of found) {
      const other = wanted.get(name);
      if (other !== undefined)
        throw new RangeError(
          `the label mapping has "${name}" under "${other}" and "${label}"; expected it once`,
        );
      wanted.set(name, label);
    }
  }
  return wanted;
}

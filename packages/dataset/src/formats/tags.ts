import { AnnotationError } from '../annotation-error.ts';
import { createAnnotation } from '../annotation.ts';
import type { Segment } from '../segment.ts';
import { type AnnotationFormat, type FormatOptions, onlyAnnotation } from './annotation-format.ts';
import { type Classes, classOfLabel, labelOfClass } from './classes.ts';
import { gapFree } from './gap-free.ts';
import { linesOf } from './lines.ts';

/** Days of the shortest steps: more is a mistake, and would fill the memory. */
const MOST_STEPS = 1e7;

/**
 * The tag files of the project that Earmark comes from: a line for each step of the same length, and the line's first character is
 * the step's class. The rest of a line is ignored.
 *
 * The option `stepSeconds` is required. The class is the label; the option `classes` says others, such as `{ s: 'speech', n: 'noise' }`.
 * Neighbouring steps of the same label are one segment. Times are written to the nearest step; every step has a class, so gaps
 * need the option `background`.
 */
export const tags: AnnotationFormat = {
  title: 'tag file',
  extensions: ['.tags', '.tag'],
  precisionSeconds: 0,
  keeps: [],
  // A line may hold anything.
  detect: () => false,
  parse(text, uri, options) {
    const step = stepOf(options, uri);
    const segments: Segment[] = [];
    for (const [index, { line, content }] of linesOf(text).entries()) {
      const name = String.fromCodePoint(content.codePointAt(0)!);
      if (line !== index + 1 || /[\s\p{Cc}\p{Cs}]/u.test(name)) {
        const found = line === index + 1 ? `the class is ${JSON.stringify(name)}` : 'the line is empty';
        const expectation = 'expected a character for the class of each step';
        throw new AnnotationError(uri, `${found}; ${expectation}`, { line: index + 1 });
      }
      const label = options?.classes ? labelOfClass(name, options.classes, uri, line) : name;
      const last = segments.at(-1);
      const start = last?.label === label ? segments.pop()!.start : timeOf(index, step);
      segments.push({ start, end: timeOf(index + 1, step), label });
    }
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format(annotations, options) {
    const annotation = onlyAnnotation(annotations, tags.title);
    const { uri } = annotation;
    const step = stepOf(options, uri);
    let text = '';
    for (const { start, end, label, isGap } of gapFree(annotation, options?.background)) {
      const [from, to] = [Math.round(start / step), Math.round(end / step)];
      if (to > MOST_STEPS) {
        throw new AnnotationError(uri, `${end} s are ${to} steps; expected no more than ${MOST_STEPS}`);
      }
      if (from === to && !isGap) {
        const expectation = `expected a segment that fills a step of ${step} s. Remove it, or choose a shorter step`;
        throw new AnnotationError(uri, `"${label}" goes from ${start} to ${end} s; ${expectation}`);
      }
      text += `${className(label, options?.classes, uri)}\n`.repeat(to - from);
    }
    return text;
  },
};

function stepOf(options: FormatOptions | undefined, uri: string): number {
  const step = options?.stepSeconds;
  if (step !== undefined && step > 0 && step < Infinity) return step;
  const expectation = "expected seconds, more than 0, as tag files don't say it";
  throw new AnnotationError(uri, `the length of a step is ${step ?? 'not given'}; ${expectation}`);
}

/** The sum of steps, without the last digits that only come from multiplying. */
function timeOf(steps: number, step: number): number {
  return Number((steps * step).toFixed(9));
}

function className(label: string, classes: Classes | undefined, uri: string): string {
  const name = classes ? classOfLabel(label, classes, uri) : label;
  if (name.trim() !== '' && name === String.fromCodePoint(name.codePointAt(0)!)) return name;
  const expectation = 'expected one character. Say which classes stand for the labels';
  throw new AnnotationError(uri, `the class is ${JSON.stringify(name)}; ${expectation}`);
}

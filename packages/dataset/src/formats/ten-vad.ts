import { AnnotationError } from '../annotation-error.ts';
import { createAnnotation } from '../annotation.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { classOfLabel, labelOfClass } from './classes.ts';
import { oneCell } from './fields.ts';
import { gapFree } from './gap-free.ts';
import { labelledMarks } from './labelled-marks.ts';
import { linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isNumber, parseSegmentRow } from './segment-row.ts';

const CLASSES = { 0: 'noise', 1: 'speech' };

/**
 * The test set of TEN VAD: one line, `name,start,end,class,start,end,class…`; seconds, written with six decimals; class 1 is
 * speech and 0 is not.
 *
 * The labels are `noise` and `speech`; the option `classes` says others. Its readers put one stretch after the other, so there may be
 * no gap: the option `background` fills them. Source: the TEN VAD project, `examples/plot_pr_curves.py`.
 */
export const tenVad: AnnotationFormat = {
  title: 'TEN VAD .scv',
  extensions: ['.scv'],
  precisionSeconds: 1e-6,
  keeps: ['name'],
  detect(text) {
    const lines = linesOf(text.slice(0, 1_000_000));
    const [, start = '', end = '', name = ''] = lines[0]?.content.split(',') ?? [];
    return lines.length === 1 && isNumber(start) && isNumber(end) && /^\s*[01]\s*$/.test(name);
  },
  parse(text, uri, options) {
    const [first, second] = linesOf(text);
    const line = first?.line ?? 1;
    if (second) {
      throw new AnnotationError(uri, 'there is a second line; expected one', { line: second.line });
    }
    const [recording = '', ...cells] = (first?.content ?? '').split(',').map((cell) => cell.trim());
    if (recording === '' || cells.length % 3 !== 0) {
      const expectation = 'expected a name, and then start, end and class of each stretch';
      throw new AnnotationError(uri, `the line has ${cells.length + 1} fields; ${expectation}`, { line });
    }
    const marks = [];
    for (let index = 0; index < cells.length; index += 3) {
      const [start, end, name] = cells.slice(index, index + 3) as [string, string, string];
      const label = labelOfClass(name, options?.classes ?? CLASSES, uri, line);
      marks.push(parseSegmentRow({ start, end, label }, uri, line));
    }
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri: recording, kind: 'reference', segments })];
  },
  format(annotations, options) {
    const annotation = onlyAnnotation(annotations, tenVad.title);
    const { uri } = annotation;
    const cells = gapFree(annotation, options?.background).flatMap((stretch) => {
      const { start, end } = roundedTimes(stretch, 6, uri);
      const name = classOfLabel(stretch.label, options?.classes ?? CLASSES, uri);
      return [start.toFixed(6), end.toFixed(6), name];
    });
    return `${[oneCell(uri), ...cells].join(',')}\n`;
  },
};

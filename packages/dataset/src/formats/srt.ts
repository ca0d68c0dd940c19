import { createAnnotation } from '../annotation.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { blocksOf, cueTime, parseCue } from './cues.ts';
import { labelledMarks } from './labelled-marks.ts';
import { roundedTimes } from './rounded-times.ts';

/**
 * SubRip subtitles: blocks of a number, `hours:minutes:seconds,thousandths --> …` and the text, which is the label; lines of
 * a text are joined by blanks. Markup is part of the label, as no standard defines it. Source: the SubRip project.
 */
export const srt: AnnotationFormat = {
  title: 'SRT',
  extensions: ['.srt'],
  precisionSeconds: 1e-3,
  keeps: [],
  detect: (text) =>
    /^\uFEFF?\s*\d+[^\S\r\n]*(?:\r\n|\r|\n)\s*\d+:\d\d:\d\d[,.]\d+\s*-->/.test(text.slice(0, 1000)),
  parse(text, uri, options) {
    const marks = blocksOf(text).map((block) => parseCue(block, uri));
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format(annotations) {
    const { uri, segments } = onlyAnnotation(annotations, srt.title);
    return segments
      .map((segment, index) => {
        const { start, end } = roundedTimes(segment, 3, uri);
        return `${index + 1}\n${cueTime(start, ',')} --> ${cueTime(end, ',')}\n${segment.label}\n\n`;
      })
      .join('');
  },
};

import { AnnotationError } from '../annotation-error.ts';
import { createAnnotation } from '../annotation.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { blocksOf, cueTime, parseCue } from './cues.ts';
import { labelledMarks } from './labelled-marks.ts';
import { roundedTimes } from './rounded-times.ts';

const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
};

/**
 * WebVTT: a line with `WEBVTT`, then cues of `hours:minutes:seconds.thousandths --> …` and a text, which is the label; lines of
 * a text are joined by blanks. Tags in a text are left out, escaped characters read; notes, styles, regions, names and
 * settings of cues are skipped. Source: W3C, "WebVTT: The Web Video Text Tracks Format".
 */
export const webVtt: AnnotationFormat = {
  title: 'WebVTT',
  extensions: ['.vtt'],
  precisionSeconds: 1e-3,
  keeps: [],
  detect: (text) => /^\uFEFF?WEBVTT(?:\s|$)/.test(text),
  parse(text, uri, options) {
    const [header, ...blocks] = blocksOf(text);
    if (!header || header.line !== 1 || !webVtt.detect(text)) {
      const found = JSON.stringify(header?.lines[0]?.slice(0, 80) ?? '');
      throw new AnnotationError(uri, `found ${found}; expected a first line with WEBVTT`, { line: 1 });
    }
    const cues = blocks.filter(({ lines }) => !/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(lines[0]!));
    const marks = cues.map((block) => parseCue(block, uri, plainText));
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format(annotations) {
    const { uri, segments } = onlyAnnotation(annotations, webVtt.title);
    const cues = segments.map((segment) => {
      const { start, end } = roundedTimes(segment, 3, uri);
      const text = segment.label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      return `\n${cueTime(start, '.')} --> ${cueTime(end, '.')}\n${text}\n`;
    });
    return `WEBVTT\n${cues.join('')}`;
  },
};

function plainText(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => CHARACTERS[name] ?? whole);
}

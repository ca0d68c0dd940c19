import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat } from './annotation-format.ts';
import { byRecording } from './by-recording.ts';
import { oneWord, wordsOf } from './fields.ts';
import { linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isNumber, parseSegmentRow } from './segment-row.ts';

/**
 * Kaldi's `segments`: `utterance recording start end`, one utterance a line, separated by blanks; seconds, written with six
 * decimals.
 *
 * The label is the utterance's name, which is there only once. With the option `label`, every utterance that is read has that
 * label, and only segments with it are written, as utterances named after recording and milliseconds. Source: Kaldi
 * documentation, "Data preparation".
 */
export const kaldi: AnnotationFormat = {
  title: 'Kaldi segments',
  extensions: ['.segments'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'recordings'],
  detect(text) {
    const words = wordsOf(linesOf(text.slice(0, 10_000))[0]?.content ?? '');
    const [utterance = '', recording = '', start = '', end = ''] = words;
    return (
      words.length === 4 &&
      !isNumber(utterance) &&
      !/^\d$/.test(recording) &&
      isNumber(start) &&
      isNumber(end)
    );
  },
  parse(text, uri, options) {
    const utterances = new Map<string, number>();
    return byRecording(
      linesOf(text).map(({ line, content }) => {
        const [utterance, recording, start, end, ...more] = wordsOf(content);
        if (utterance === undefined || recording === undefined || end === undefined || more.length > 0) {
          const expectation = 'expected utterance, recording, start and end, separated by blanks';
          throw new AnnotationError(uri, `found ${JSON.stringify(content.slice(0, 80))}; ${expectation}`, {
            line,
          });
        }
        const other = utterances.get(utterance);
        if (other !== undefined) {
          const expectation = `expected another name than in line ${other}`;
          throw new AnnotationError(uri, `the utterance is ${JSON.stringify(utterance)}; ${expectation}`, {
            line,
          });
        }
        utterances.set(utterance, line);
        const label = options?.label ?? utterance;
        return { recording, segment: parseSegmentRow({ start: start!, end, label }, uri, line) };
      }),
      options?.onSkip,
    );
  },
  format(annotations, options) {
    const utterances = new Set<string>();
    const wanted = options?.label;
    return annotations
      .flatMap(({ uri, segments }) =>
        segments.flatMap((segment) => {
          if (wanted !== undefined && segment.label !== wanted) return [];
          const recording = oneWord(uri, "the recording's name", uri);
          const { start, end } = roundedTimes(segment, 6, uri);
          const utterance =
            wanted === undefined
              ? oneWord(segment.label, 'label', uri)
              : `${recording}-${milliseconds(start)}-${milliseconds(end)}`;
          if (utterances.has(utterance)) {
            const expectation =
              'expected every utterance once. Say which label to write, and they are named by their times';
            throw new AnnotationError(uri, `two utterances are ${JSON.stringify(utterance)}; ${expectation}`);
          }
          utterances.add(utterance);
          return `${utterance} ${recording} ${start.toFixed(6)} ${end.toFixed(6)}\n`;
        }),
      )
      .join('');
  },
};

function milliseconds(seconds: number): string {
  return Math.round(seconds * 1000)
    .toString()
    .padStart(8, '0');
}

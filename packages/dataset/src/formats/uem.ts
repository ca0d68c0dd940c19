import type { AnnotationFormat } from './annotation-format.ts';
import { byRecording } from './by-recording.ts';
import { AnnotationError } from '../annotation-error.ts';
import { oneWord, wordsOf } from './fields.ts';
import { linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isNumber, parseSegmentRow } from './segment-row.ts';

const SCORED = 'scored';

/**
 * Un-partitioned evaluation map: `file channel onset end`, the stretches that an evaluation looks at; seconds, written with
 * six decimals; `;;` before comments.
 *
 * There are no labels in it: what is read is called `scored`, or by the option `label`. With that option, only its segments are
 * written; without it, all must be called `scored`. Channels are not told apart. Source: NIST, RT-09 evaluation plan.
 */
export const uem: AnnotationFormat = {
  title: 'UEM',
  extensions: ['.uem'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'recordings'],
  detect(text) {
    const lines = linesOf(text.slice(0, 10_000)).filter(({ content }) => !content.startsWith(';;'));
    const [, channel = '', start = '', end = '', ...more] = wordsOf(lines[0]?.content ?? '');
    return /^(?:\d{1,2}|NA|<NA>)$/.test(channel) && isNumber(start) && isNumber(end) && more.length === 0;
  },
  parse(text, uri, options) {
    const label = options?.label ?? SCORED;
    const rows = linesOf(text).filter(({ content }) => !content.startsWith(';;'));
    return byRecording(
      rows.map(({ line, content }) => {
        const [recording, channel, start, end, ...more] = wordsOf(content);
        if (recording === undefined || channel === undefined || end === undefined || more.length > 0) {
          const expectation = 'expected file, channel, start and end, separated by blanks';
          throw new AnnotationError(uri, `found ${JSON.stringify(content.slice(0, 80))}; ${expectation}`, {
            line,
          });
        }
        return { recording, segment: parseSegmentRow({ start: start!, end, label }, uri, line) };
      }),
      options?.onSkip,
    );
  },
  format(annotations, options) {
    return annotations
      .flatMap(({ uri, segments }) =>
        segments.flatMap((segment) => {
          if (options?.label !== undefined && segment.label !== options.label) return [];
          if (options?.label === undefined && segment.label !== SCORED) {
            const expectation = `expected only "${SCORED}", as UEM has no labels. Say which label to write`;
            throw new AnnotationError(uri, `label is ${JSON.stringify(segment.label)}; ${expectation}`);
          }
          const { start, end } = roundedTimes(segment, 6, uri);
          return `${oneWord(uri, "the recording's name", uri)} 1 ${start.toFixed(6)} ${end.toFixed(6)}\n`;
        }),
      )
      .join('');
  },
};

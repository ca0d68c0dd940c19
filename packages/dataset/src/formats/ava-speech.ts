import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat } from './annotation-format.ts';
import { byRecording } from './by-recording.ts';
import { type Classes, classOfLabel, labelOfClass } from './classes.ts';
import { oneCell } from './fields.ts';
import { firstLine, linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { parseSegmentRow } from './segment-row.ts';

const CLASSES: Classes = {
  CLEAN_SPEECH: 'CLEAN_SPEECH',
  SPEECH_WITH_MUSIC: 'SPEECH_WITH_MUSIC',
  SPEECH_WITH_NOISE: 'SPEECH_WITH_NOISE',
  NO_SPEECH: 'NO_SPEECH',
};

/**
 * AVA-Speech: `video,start,end,class` without a header; seconds, written with six decimals. The classes are CLEAN_SPEECH,
 * SPEECH_WITH_MUSIC, SPEECH_WITH_NOISE and NO_SPEECH, and are the labels; the option `classes` says other labels, such as
 * `{ CLEAN_SPEECH: 'speech', NO_SPEECH: 'noise' }`. Source: Chaudhuri et al., "AVA-Speech: a densely labeled dataset of
 * speech activity in movies", Interspeech 2018.
 */
export const avaSpeech: AnnotationFormat = {
  title: 'AVA-Speech CSV',
  extensions: ['.ava.csv'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'recordings'],
  detect: (text) => Object.hasOwn(CLASSES, firstLine(text).split(',')[3]?.trim() ?? ''),
  parse(text, uri, options) {
    const classes = options?.classes ?? CLASSES;
    return byRecording(
      linesOf(text).map(({ line, content }) => {
        const [recording, start, end, name, ...more] = content.split(',').map((cell) => cell.trim());
        if (!recording || start === undefined || end === undefined || name === undefined || more.length > 0) {
          const expectation = 'expected video, start, end and class, separated by commas';
          throw new AnnotationError(uri, `found ${JSON.stringify(content.slice(0, 80))}; ${expectation}`, {
            line,
          });
        }
        const label = labelOfClass(name, classes, uri, line);
        return { recording, segment: parseSegmentRow({ start, end, label }, uri, line) };
      }),
      options?.onSkip,
    );
  },
  format(annotations, options) {
    const classes = options?.classes ?? CLASSES;
    return annotations
      .flatMap(({ uri, segments }) =>
        segments.map((segment) => {
          const { start, end } = roundedTimes(segment, 6, uri);
          const name = classOfLabel(segment.label, classes, uri);
          return `${oneCell(uri)},${start.toFixed(6)},${end.toFixed(6)},${name}\n`;
        }),
      )
      .join('');
  },
};

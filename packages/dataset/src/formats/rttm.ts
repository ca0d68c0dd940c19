import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat, FormatOptions } from './annotation-format.ts';
import { byRecording, type RecordedMark } from './by-recording.ts';
import { oneWord, wordsOf } from './fields.ts';
import { linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { parseSegmentRow } from './segment-row.ts';

const TYPES: readonly string[] = [
  ...['SPEAKER', 'SPKR-INFO', 'SEGMENT', 'NOSCORE', 'NO_RT_METADATA', 'LEXEME', 'NON-LEX', 'NON-SPEECH'],
  ...['FILLER', 'EDIT', 'IP', 'SU', 'CB', 'A/P'],
];
const NOTHING = '<NA>';

/**
 * Rich Transcription Time Marked: `type file channel onset duration orthography subtype name confidence lookahead`, fields
 * separated by blanks, `<NA>` for nothing, `;;` before comments; seconds, written with six decimals.
 *
 * The name is the label: in lines of the type SPEAKER that is who speaks. Lines of other types are skipped; the option
 * `eventType` chooses another. Channels are not told apart. A recording without segments has no line. Source: NIST, "RTTM
 * format specification", RT-09 evaluation plan, appendix A.
 */
export const rttm: AnnotationFormat = {
  title: 'RTTM',
  extensions: ['.rttm'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'confidence', 'recordings'],
  detect(text) {
    const line = linesOf(text.slice(0, 10_000)).find(({ content }) => !content.startsWith(';;'));
    const words = wordsOf(line?.content ?? '');
    return words.length >= 8 && TYPES.includes(words[0]!);
  },
  parse(text, uri, options) {
    const wanted = eventType(options);
    const others = new Set<string>();
    const rows: RecordedMark[] = [];
    for (const { line, content } of linesOf(text)) {
      if (content.startsWith(';;')) continue;
      const [type = '', recording = '', , start = '', duration = '', , , name = '', confidence] =
        wordsOf(content);
      if (type !== wanted) {
        if (!TYPES.includes(type)) {
          const expectation = `expected a type of RTTM, such as ${wanted}`;
          throw new AnnotationError(uri, `found ${JSON.stringify(type)}; ${expectation}`, { line });
        }
        others.add(type);
        continue;
      }
      if (name === '') {
        const expectation = `expected ten fields separated by blanks, with a name in the eighth`;
        throw new AnnotationError(uri, `found ${JSON.stringify(content.slice(0, 80))}; ${expectation}`, {
          line,
        });
      }
      const known = confidence === NOTHING ? undefined : confidence;
      const label = name === NOTHING ? '' : name;
      const segment = parseSegmentRow({ start, duration, label, confidence: known }, uri, line);
      rows.push({ recording, segment });
    }
    if (rows.length === 0 && others.size > 0) {
      throw new AnnotationError(
        uri,
        `found lines of type ${[...others].join(', ')}; expected ${wanted}. Choose the type`,
      );
    }
    return byRecording(rows, options?.onSkip);
  },
  format(annotations, options) {
    const type = eventType(options);
    return annotations
      .flatMap(({ uri, segments }) =>
        segments.map((segment) => {
          const { start, end } = roundedTimes(segment, 6, uri);
          const recording = oneWord(uri, "the recording's name", uri);
          const label = oneWord(segment.label, 'label', uri);
          const confidence = segment.confidence?.toFixed(6) ?? NOTHING;
          const times = `${start.toFixed(6)} ${(end - start).toFixed(6)}`;
          return `${type} ${recording} 1 ${times} ${NOTHING} ${NOTHING} ${label} ${confidence} ${NOTHING}\n`;
        }),
      )
      .join('');
  },
};

function eventType(options: FormatOptions | undefined): string {
  const type = options?.eventType ?? 'SPEAKER';
  if (TYPES.includes(type)) return type;
  throw new RangeError(`the type is ${JSON.stringify(type)}; expected one of RTTM: ${TYPES.join(', ')}`);
}

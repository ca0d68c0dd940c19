import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';
import { parseSegmentRow } from './segment-row.ts';

/** Lines of a subtitle file that follow each other without a blank one. */
export interface Block {
  /** Of the first line, 1-based. */
  readonly line: number;
  readonly lines: readonly string[];
}

const TIME = String.raw`(?:(\d{1,6}):)?([0-5]\d):([0-5]\d)[.,](\d{3})`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s.*)?$`);

/** The blocks of a WebVTT or SRT file. */
export function blocksOf(text: string): Block[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let isInside = false;
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const isBlank = content.trim() === '';
    if (!isBlank && isInside) blocks.at(-1)!.lines.push(content);
    else if (!isBlank) blocks.push({ line: index + 1, lines: [content] });
    isInside = !isBlank;
  }
  return blocks;
}

/**
 * The segment of a cue, undefined where it labels no time: perhaps a line with a name or number, one with `start --> end`, then the text, whose lines are joined
 * by blanks.
 *
 * @param label makes the label of the text.
 * @throws AnnotationError naming `uri`, line, value and expectation.
 */
export function parseCue(
  { line, lines }: Block,
  uri: string,
  label = (text: string) => text,
): Segment | undefined {
  const at = lines[0]!.includes('-->') ? 0 : 1;
  const timing = TIMING.exec(lines[at] ?? '');
  if (!timing) {
    const found = JSON.stringify((lines[at] ?? '').slice(0, 80));
    const expectation = 'expected times such as 00:00:01.500 --> 00:00:02.000';
    throw new AnnotationError(uri, `found ${found}; ${expectation}`, {
      line: line + Math.min(at, lines.length - 1),
    });
  }
  const [start, end] = [timing.slice(1, 5), timing.slice(5, 9)].map(
    ([hours = '0', minutes, seconds, thousandths]) =>
      ((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(thousandths)) / 1000,
  ) as [number, number];
  const text = label(
    lines
      .slice(at + 1)
      .map((part) => part.trim())
      .join(' '),
  );
  return parseSegmentRow({ start: `${start}`, end: `${end}`, label: text }, uri, line + at);
}

/**
 * A time of a cue.
 *
 * @param mark before the thousandths
 * @example cueTime(3661.5, ',') // '01:01:01,500'
 */
export function cueTime(seconds: number, mark: '.' | ','): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (unit: number, base: number, digits: number) =>
    `${Math.floor(milliseconds / unit) % base}`.padStart(digits, '0');
  const clock = [part(3_600_000, Infinity, 2), part(60_000, 60, 2), part(1000, 60, 2)].join(':');
  return `${clock}${mark}${part(1, 1000, 3)}`;
}

import { AnnotationError } from '../annotation-error.ts';
import { isNumber } from './segment-row.ts';

/** Reads the values of a Praat text file, one after the other. */
export interface PraatText {
  /** @throws AnnotationError if the next value is not a text in double quotes. `what` says what it would be. */
  text(what: string): string;
  /** @throws AnnotationError if the next value is not a number. */
  number(what: string): number;
  /** @throws AnnotationError if the next value is not a flag in angle brackets. */
  flag(what: string): string;
  /** The line of the last value, 1-based. */
  readonly line: number;
}

interface Value {
  readonly kind: 'text' | 'number' | 'flag';
  readonly value: string;
  readonly line: number;
}

const SHOWN = { text: 'a text in double quotes', number: 'a number', flag: 'a flag such as <exists>' };

/**
 * Reads Praat's text files as Praat does: only texts in double quotes (a quote within is doubled), free-standing numbers
 * and flags in angle brackets count; all else is for people, as are comments after an exclamation mark. The long and the
 * short layout are the same to it. Source: Praat manual, "TextGrid file formats".
 */
export function readPraatText(text: string, uri: string): PraatText {
  const values = valuesOf(text, uri);
  let last: Value | undefined;
  const next = (kind: Value['kind'], what: string): string => {
    const found = values.next();
    const line = found.value?.line ?? last?.line ?? 1;
    if (!found.value) {
      throw new AnnotationError(uri, `the file ends; expected ${what}, ${SHOWN[kind]}`, { line });
    }
    if (found.value.kind !== kind) {
      const shown = JSON.stringify(found.value.value.slice(0, 80));
      throw new AnnotationError(uri, `found ${shown}; expected ${what}, ${SHOWN[kind]}`, { line });
    }
    last = found.value;
    return found.value.value;
  };
  return {
    text: (what) => next('text', what),
    number: (what) => Number(next('number', what)),
    flag: (what) => next('flag', what),
    get line() {
      return last?.line ?? 1;
    },
  };
}

function* valuesOf(text: string, uri: string): Generator<Value, undefined> {
  const token = /\r\n|\r|\n|"|!|[^\s"!][^\s"]*/g;
  let line = 1;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    if (word === '"') {
      const end = closingQuote(text, token.lastIndex);
      if (end < 0) throw new AnnotationError(uri, 'a text has no closing quote; expected one', { line });
      const value = text.slice(token.lastIndex, end);
      yield { kind: 'text', value: value.replaceAll('""', '"'), line };
      line += lineBreaks(value);
      token.lastIndex = end + 1;
    } else if (word === '!') {
      token.lastIndex = endOfLine(text, token.lastIndex);
    } else if (/^[\r\n]/.test(word)) line += 1;
    else if (/^<\w+>$/.test(word)) yield { kind: 'flag', value: word, line };
    else if (isNumber(word)) yield { kind: 'number', value: word, line };
  }
  return undefined;
}

function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

function endOfLine(text: string, from: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

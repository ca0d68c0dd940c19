import type { Random } from '@earmark/dataset';

/** What makes trouble in label files: other delimiters, absurd numbers, half of a construct, characters that are none. */
const JUNK = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\r',
    '\0',
    '\uFEFF',
    '\u2028',
    '\uD800',
    '😀',
    '"',
    '""',
    "'",
    ',',
    ';',
    '=',
    '!',
    '\\',
  ],
  ...[
    '<',
    '>',
    '</',
    '<!--',
    '<![CDATA[',
    '&',
    '&amp;',
    '&x;',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '{',
    '}',
    '[',
    ']',
  ],
  ...[
    '0',
    '-1',
    '-0',
    '1e999',
    '1e-999',
    '1e308',
    'NaN',
    'Infinity',
    '9007199254740993',
    '0x10',
    '1,5',
    '00',
    '.',
    '5.',
  ],
  ...[
    'null',
    'true',
    '__proto__',
    'constructor',
    'toString',
    '-->',
    '00:00:01.000',
    '<NA>',
    ';;',
    '<exists>',
    'NOTE',
  ],
];

/**
 * A damaged copy of a text: words and characters replaced, removed, doubled, moved, and parts of another text put in.
 *
 * @param other a text to take parts from.
 */
export function damageText(text: string, other: string, random: Random): string {
  // Cut behind delimiters, so that a word is a value or a mark, and most damage leaves the rest readable.
  let words = text.split(/(?<=[\s,;"<>=:{}[\]])|(?=[<>"{}[\]])/);
  const others = other.split(/(?<=\n)/);
  const pick = (from: readonly string[]): string => from[random.integer(Math.max(1, from.length))] ?? '';
  for (let change = random.unit() < 0.6 ? 0 : random.integer(8); change >= 0; change -= 1) {
    const at = random.integer(words.length + 1);
    const count = 1 + random.integer(random.unit() < 0.8 ? 3 : 40);
    switch (random.integer(8)) {
      case 0:
        words.splice(at, count);
        break;
      case 1:
        words.splice(at, 1, pick(JUNK));
        break;
      case 2:
        words.splice(at, 0, pick(JUNK));
        break;
      case 3:
        words.splice(at, 0, ...words.slice(at, at + count));
        break;
      case 4:
        words.splice(at, 1, pick(words));
        break;
      case 5:
        words.splice(at, 0, pick(others));
        break;
      case 6:
        words[at] = flipped(words[at] ?? '', random);
        break;
      default:
        words.splice(at, 0, pick(JUNK).repeat(random.unit() < 0.05 ? 5000 : count));
    }
  }
  if (random.unit() < 0.1) words = words.slice(0, random.integer(words.length + 1));
  return words.join('');
}

function flipped(word: string, random: Random): string {
  const at = random.integer(word.length + 1);
  return (
    word.slice(0, at) +
    String.fromCharCode(random.integer(random.unit() < 0.8 ? 128 : 65_536)) +
    word.slice(at + 1)
  );
}

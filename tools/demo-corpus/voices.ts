import type { Split } from '@earmark/dataset';

/** One synthetic speaker. */
export interface Voice {
  /** What espeak-ng takes as `-v`: a language and a variant of the voice. Also the manifest's `speaker`. */
  readonly name: string;
  readonly split: Split;
  /** Language code for the manifest, and the key of its sentences in `phrases`. */
  readonly language: string;
  readonly phrases: string;
  /** espeak-ng's pitch, 0 to 99. */
  readonly pitch: number;
  readonly wordsPerMinute: number;
}

/** Neither a variant (the part behind the plus) nor a language's sentences are in two splits. */
export const voices: readonly Voice[] = [
  voice('train', 'en-us+f2', 'en', 60, 165),
  voice('train', 'en-us+m3', 'en', 40, 185),
  voice('train', 'en-us+grandma', 'en', 50, 150),
  voice('train', 'en-029+klatt2', 'en', 45, 150),
  voice('train', 'en-us-nyc+Andy', 'en', 50, 175),
  voice('train', 'de+m1', 'de', 35, 160),
  voice('train', 'de+f5', 'de', 70, 180),
  voice('train', 'de+Gene2', 'de', 45, 170),
  voice('train', 'fr+Annie', 'fr', 65, 175),
  voice('train', 'fr-be+m7', 'fr', 50, 145),
  voice('train', 'fr+gustave', 'fr', 50, 165),
  voice('train', 'es+klatt4', 'es', 40, 190),
  voice('train', 'es-419+f1', 'es', 55, 170),
  voice('train', 'es+Diogo', 'es', 45, 175),
  voice('train', 'es-419+pablo', 'es', 50, 155),
  voice('train', 'it+Alex', 'it', 45, 165),
  voice('train', 'it+linda', 'it', 60, 150),
  voice('train', 'it+Mario', 'it', 50, 180),
  voice('train', 'pl+m5', 'pl', 30, 155),
  voice('train', 'pl+f4', 'pl', 75, 170),
  voice('train', 'pl+caleb', 'pl', 50, 165),
  voice('train', 'ru+Gene', 'ru', 50, 160),
  voice('train', 'ru+belinda', 'ru', 50, 185),
  voice('train', 'ru+david', 'ru', 45, 150),
  voice('train', 'tr+m8', 'tr', 60, 150),
  voice('train', 'tr+shelby', 'tr', 60, 175),
  voice('train', 'tr+klatt', 'tr', 40, 165),
  voice('train', 'hi+Denis', 'hi', 40, 160),
  voice('train', 'hi+sandro', 'hi', 55, 175),
  voice('train', 'id+aunty', 'id', 55, 165),
  voice('train', 'id+quincy', 'id', 45, 155),
  voice('train', 'vi+travis', 'vi', 50, 160),
  voice('train', 'vi+Hugo', 'vi', 55, 145),
  voice('train', 'sw+Lee', 'sw', 50, 160),
  voice('train', 'sw+rob', 'sw', 45, 175),
  voice('valid', 'nl+m4', 'nl', 45, 165),
  voice('valid', 'nl+anika', 'nl', 60, 155),
  voice('valid', 'cs+klatt3', 'cs', 50, 170),
  voice('valid', 'el+steph2', 'el', 55, 160),
  voice('test', 'en-gb-x-rp+f3', 'en-gb', 55, 160, 'en'),
  voice('test', 'en-gb-scotland+m6', 'en-gb', 45, 170, 'en'),
  voice('test', 'sv+Andrea', 'sv', 60, 165),
  voice('test', 'fi+Michael', 'fi', 45, 150),
  voice('test', 'pt+m2', 'pt', 55, 180),
  voice('test', 'hu+Alicia', 'hu', 50, 165),
];

function voice(
  split: Split,
  name: string,
  phrases: string,
  pitch: number,
  wordsPerMinute: number,
  language = phrases,
): Voice {
  return { name, split, language, phrases, pitch, wordsPerMinute };
}

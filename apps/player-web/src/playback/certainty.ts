/** From which posterior on the words are right. */
const WORDS: readonly (readonly [from: number, words: string])[] = [
  [0.95, 'almost certain'],
  [0.85, 'very likely'],
  [0.7, 'likely'],
  [0.55, 'leaning this way'],
  [0, 'can’t tell'],
];

/**
 * How sure a network is, for people who don't think in probabilities; the words go with the per cent that are shown.
 *
 * @param posterior in [0, 1]
 * @example certaintyInWords(0.97) // 'almost certain'
 */
export function certaintyInWords(posterior: number): string {
  const rounded = Math.round(posterior * 100) / 100;
  return (WORDS.find(([from]) => rounded >= from) ?? WORDS.at(-1)!)[1];
}

/**
 * A posterior in whole per cent, rounded down at the top so that 100 % is only said of certainty.
 *
 * @example certaintyInPercent(0.997) // '99 %'
 */
export function certaintyInPercent(posterior: number): string {
  const percent = Math.round(posterior * 100);
  return `${percent === 100 && posterior < 1 ? 99 : percent} %`;
}

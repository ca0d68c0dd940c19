import type { Leak } from '@earmark/dataset';

/**
 * A leak in words.
 *
 * @example leakText(leak) // 'the speaker "ann" is in train and test: a.wav, b.wav'
 */
export function leakText({ shared, value, splits, uris }: Leak): string {
  const what = shared === 'content' ? 'the same content' : `the ${shared} "${value}"`;
  const some =
    uris.length > 4 ? `${uris.slice(0, 4).join(', ')} and ${uris.length - 4} more` : uris.join(', ');
  return `${what} is in ${splits.join(' and ')}: ${some}`;
}

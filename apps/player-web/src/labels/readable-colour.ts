/** Contrast that text needs (WCAG 2.2, success criterion 1.4.3). */
const LEAST_CONTRAST = 4.5;

/**
 * The colour itself where white text can be read on it, else a darker one of the same hue.
 *
 * @param colour `#` and six hexadecimal digits
 * @throws RangeError for anything else
 * @example readableColour('#ffe000') // '#857400'
 */
export function readableColour(colour: string): string {
  if (!/^#[\da-f]{6}$/i.test(colour)) {
    throw new RangeError(`The colour is ${colour}; expected # and six hexadecimal digits.`);
  }
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  for (let share = 100; share > 0; share -= 1) {
    const darker = channels.map((channel) => Math.round((channel * share) / 100));
    if (1.05 / (luminance(darker) + 0.05) >= LEAST_CONTRAST) {
      return `#${darker.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    }
  }
  return '#000000';
}

/** Relative luminance in [0, 1] as WCAG defines it, of channels in 0..255. */
function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

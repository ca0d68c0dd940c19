import { spectrogramPicture, type Spectrogram } from '@earmark/dsp';
import { encode } from 'fast-png';

/**
 * A spectrogram as a PNG that a page can hold; see `spectrogramPicture`.
 *
 * @param maxColumns the picture is no wider, in pixels
 * @returns a `data:` address
 * @example spectrogramPng(spectrogram, 1880).slice(0, 22) // 'data:image/png;base64,'
 */
export function spectrogramPng(spectrogram: Spectrogram, maxColumns: number): string {
  const png = encode({ ...spectrogramPicture(spectrogram, maxColumns), channels: 4, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

import type { Pixels } from '@earmark/dsp';
import { encode } from 'fast-png';

/**
 * Pixels as a PNG that a picture or a page can hold.
 *
 * @returns a `data:` address
 * @example embeddedPng(spectrogramPicture(spectrogram, 1000)).slice(0, 22) // 'data:image/png;base64,'
 */
export function embeddedPng(pixels: Pixels): string {
  const png = encode({ ...pixels, channels: 4, depth: 8 });
  let binary = '';
  for (let from = 0; from < png.length; from += 0x8000)
    binary += String.fromCharCode(...png.subarray(from, from + 0x8000));
  return `data:image/png;base64,${btoa(binary)}`;
}

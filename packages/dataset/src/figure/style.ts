/** The colours of a figure, as SVG knows them. */
export interface FigureColours {
  readonly paper: string;
  readonly ink: string;
  /** Ticks and lines to hold the others against. */
  readonly faint: string;
  /** One for each label, over again where there are more. */
  readonly series: readonly string[];
}

/**
 * Dark on white. The series follow Okabe and Ito (2008), whose colours the colour-blind can tell apart, darkened so that they stand
 * out from white: first green, for what is looked for, then orange.
 */
export const printColours: FigureColours = {
  paper: '#ffffff',
  ink: '#1a1a1a',
  faint: '#767676',
  series: ['#00805d', '#bf5000', '#0072b2', '#aa4499', '#8a6d00', '#3b7ea1'],
};

/** A browser's own font; a PNG is drawn in DejaVu Sans, which is wider than most. */
export const fontFamily = 'system-ui, DejaVu Sans, sans-serif';

/** Pixels that a text takes in DejaVu Sans, about: an em is `size` pixels, a letter on average 0.6 of it. */
export const textWidth = (text: string, size: number): number => 0.6 * size * Array.from(text).length;

/**
 * Cuts a text to what fits.
 *
 * @example shortened('a very long label', 10, 64) // 'a very lo…'
 */
export function shortened(text: string, size: number, width: number): string {
  const characters = Array.from(text);
  const room = Math.max(1, Math.floor(width / textWidth('m', size)));
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
}

/** How a label looks everywhere: never by colour alone. */
export interface LabelStyle {
  /** Carries white text with a contrast of at least 4.5. */
  readonly colour: string;
  readonly pattern: Pattern;
}

/** Every pattern that a label can have. */
export const patterns = ['plain', 'hatched', 'dotted', 'crossed', 'barred'] as const;

export type Pattern = (typeof patterns)[number];

/** Names of the palettes: the second for those who can't tell green from red. */
export type Palette = 'green-red' | 'blue-orange';

interface PaletteStyles {
  readonly background: LabelStyle;
  readonly foreground: LabelStyle;
  readonly further: readonly LabelStyle[];
}

/** After Okabe and Ito (2008), darkened until white text can be read on them. */
const PALETTES: Readonly<Record<Palette, PaletteStyles>> = {
  'green-red': {
    background: { colour: '#b3261e', pattern: 'hatched' },
    foreground: { colour: '#147a41', pattern: 'plain' },
    further: [
      { colour: '#0067a3', pattern: 'dotted' },
      { colour: '#9a5200', pattern: 'crossed' },
      { colour: '#a03a74', pattern: 'barred' },
      { colour: '#00707a', pattern: 'plain' },
      { colour: '#5b5bb0', pattern: 'dotted' },
    ],
  },
  'blue-orange': {
    background: { colour: '#b04a00', pattern: 'hatched' },
    foreground: { colour: '#1a63b8', pattern: 'plain' },
    further: [
      { colour: '#007558', pattern: 'dotted' },
      { colour: '#a03a74', pattern: 'crossed' },
      { colour: '#736000', pattern: 'barred' },
      { colour: '#5f6670', pattern: 'plain' },
      { colour: '#6a4fb3', pattern: 'dotted' },
    ],
  },
};

/** A label with what a person chose of its looks, if anything. */
export interface StyledLabel extends Partial<LabelStyle> {
  readonly name: string;
}

/** What label files mostly call time in which nothing is. */
const USUAL_BACKGROUND = 'noise';

/**
 * Gives every label its looks: red (or orange) and hatched for the background, plain green (or blue) for the first other label, then
 * a palette that people with any colour vision can tell apart.
 *
 * @param labels in the contract's order; none where no model is open: `noise` is the background then
 * @param background the contract's `decision.background`
 * @param palette which colours
 * @param own a person's labels, which come after the model's where they are others; looks that somebody chose count before the
 *   palette's
 * @example labelStyles(['noise', 'speech'], 'noise').get('speech')?.colour // '#147a41'
 */
export function labelStyles(
  labels: readonly string[],
  background: string | null,
  palette: Palette = 'green-red',
  own: readonly StyledLabel[] = [],
): ReadonlyMap<string, LabelStyle> {
  const { background: behind, foreground, further } = PALETTES[palette];
  const quiet = labels.length === 0 ? USUAL_BACKGROUND : background;
  const names = new Set([...labels, ...own.map(({ name }) => name)]);
  const others = [...names].filter((name) => name !== quiet);
  const styleOf = (name: string): LabelStyle => {
    if (name === quiet) return behind;
    const place = others.indexOf(name) - 1;
    if (place < 0) return foreground;
    const { colour, pattern } = further[place % further.length]!;
    // Where the colours begin again, they have other patterns.
    const round = Math.floor(place / further.length);
    return { colour, pattern: patterns[(patterns.indexOf(pattern) + round) % patterns.length]! };
  };
  const styles = new Map([...names].map((name) => [name, styleOf(name)]));
  for (const { name, ...chosen } of own) styles.set(name, { ...styleOf(name), ...chosen });
  return styles;
}

/**
 * What a person chose of looks that were kept in a browser while a palette's were kept as well.
 *
 * @example chosenLooks({ colour: '#147a41', pattern: 'dotted' }) // { pattern: 'dotted' }
 */
export function chosenLooks(kept: Partial<LabelStyle>): Partial<LabelStyle> {
  const { background, foreground, further } = PALETTES['green-red'];
  const given = [background, foreground, ...further].find(({ colour }) => colour === kept.colour);
  if (!given || kept.pattern === undefined) return kept;
  return kept.pattern === given.pattern ? {} : { pattern: kept.pattern };
}

/** How a label looks everywhere: never by colour alone. */
export interface LabelStyle {
  /** Carries white text with a contrast of at least 4.5. */
  readonly colour: string;
  readonly pattern: Pattern;
}

export type Pattern = 'plain' | 'hatched' | 'dotted' | 'crossed' | 'barred';

const BACKGROUND: LabelStyle = { colour: '#b3261e', pattern: 'hatched' };
const FOREGROUND: LabelStyle = { colour: '#147a41', pattern: 'plain' };
/** After Okabe and Ito (2008), darkened until white text can be read on them. */
const FURTHER: readonly LabelStyle[] = [
  { colour: '#0067a3', pattern: 'dotted' },
  { colour: '#9a5200', pattern: 'crossed' },
  { colour: '#a03a74', pattern: 'barred' },
  { colour: '#00707a', pattern: 'plain' },
  { colour: '#5b5bb0', pattern: 'dotted' },
];

/**
 * Gives every label its looks: red and hatched for the background, plain green for the first other label, then a palette that
 * people with any colour vision can tell apart.
 *
 * @param labels in the contract's order
 * @param background the contract's `decision.background`
 * @example labelStyles(['noise', 'speech'], 'noise').get('speech')?.colour // '#147a41'
 */
export function labelStyles(
  labels: readonly string[],
  background: string | null,
): ReadonlyMap<string, LabelStyle> {
  const others = labels.filter((label) => label !== background);
  const styleOf = (label: string): LabelStyle => {
    if (label === background) return BACKGROUND;
    const place = others.indexOf(label);
    return place === 0 ? FOREGROUND : FURTHER[(place - 1) % FURTHER.length]!;
  };
  return new Map(labels.map((label) => [label, styleOf(label)]));
}

/** The lowest and the highest frequency that pass, in Hz. */
export type Band = readonly [low: number, high: number];

/**
 * What telephones and speech codecs let pass, in Hz. Only the band: the codecs' other artefacts are not simulated.
 *
 * @see Telephone: ITU-T G.712. GSM full rate and AMR-NB: 3GPP TS 43.050, TS 26.071. AMR-WB and G.722: ITU-T G.722.2, G.722. Opus: RFC
 *   6716, table 1. MP3: the low-pass that the encoder LAME 3.100 chooses for a constant bit rate, in kbit/s.
 */
export const bandLimits = {
  telephone: [300, 3400],
  'gsm-full-rate': [200, 3400],
  'amr-nb': [200, 3400],
  'amr-wb': [50, 7000],
  'g.722': [50, 7000],
  'opus-nb': [0, 4000],
  'opus-mb': [0, 6000],
  'opus-wb': [0, 8000],
  'opus-swb': [0, 12_000],
  'mp3-8': [0, 2000],
  'mp3-16': [0, 3700],
  'mp3-24': [0, 3900],
  'mp3-32': [0, 5500],
  'mp3-40': [0, 7000],
  'mp3-48': [0, 7500],
  'mp3-64': [0, 11_000],
} as const satisfies Readonly<Record<string, Band>>;

export type BandLimitName = keyof typeof bandLimits;

/** All names, as a recipe takes them. */
export const bandLimitNames = Object.keys(bandLimits) as readonly BandLimitName[];

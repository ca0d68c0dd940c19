/**
 * All descriptors that `descriptors` knows. Each is one number a frame, but `mfcc` is 13 and `chroma` 12. The frame is
 * Hann-windowed and zero-padded to a power of two, except for the first three, which are of the samples as they are. Where librosa
 * has the same descriptor, the number is librosa's (with `center=False`).
 *
 * - `rms` re full scale, `energy` (sum of squares), `zcr` (changes of sign to a sample, 0..1)
 * - `loudness`: the sum over 24 Bark bands of their magnitude to the power of 0.23
 * - `spectralCentroid`, `spectralSpread` (librosa's bandwidth) and `spectralSkewness` of the magnitude spectrum: its mean and
 *   standard deviation in Hz, and its third moment without unit
 * - `spectralFlatness`: the power spectrum's geometric mean to its arithmetic mean, 0..1
 * - `spectralCrest`: the magnitude spectrum's peak to its root mean square
 * - `spectralRolloff`: the Hz below which 85 % of the magnitude spectrum lie
 * - `spectralFlux`: by how much the bins' magnitudes have risen since the frame before, summed over those that have; 0 in the first
 *   frame
 * - `mfcc`: `mfcc0` to `mfcc12` of 40 Slaney mel bands from 0 Hz to half the sample rate, see `mfcc`
 * - `chroma`: the energy of the twelve pitch classes re the strongest, `chromaC` to `chromaB`, see `chromaFilterBank`
 *
 * Sources: G. Peeters, A large set of audio features for sound description, IRCAM 2004; for the flux S. Dixon, Onset detection
 * revisited, DAFx 2006.
 */
export const descriptorNames = [
  'rms',
  'energy',
  'zcr',
  'loudness',
  'spectralCentroid',
  'spectralSpread',
  'spectralSkewness',
  'spectralFlatness',
  'spectralCrest',
  'spectralRolloff',
  'spectralFlux',
  'mfcc',
  'chroma',
] as const;

export type DescriptorName = (typeof descriptorNames)[number];

/** The descriptors of more than one number a frame. */
const columnsOf = {
  mfcc: [
    'mfcc0',
    'mfcc1',
    'mfcc2',
    'mfcc3',
    'mfcc4',
    'mfcc5',
    'mfcc6',
    'mfcc7',
    'mfcc8',
    'mfcc9',
    'mfcc10',
    'mfcc11',
    'mfcc12',
  ],
  chroma: [
    'chromaC',
    'chromaCSharp',
    'chromaD',
    'chromaDSharp',
    'chromaE',
    'chromaF',
    'chromaFSharp',
    'chromaG',
    'chromaGSharp',
    'chromaA',
    'chromaASharp',
    'chromaB',
  ],
} as const satisfies Partial<Record<DescriptorName, readonly string[]>>;

/** The columns that a descriptor fills. */
export type DescriptorColumn<Name extends DescriptorName = DescriptorName> =
  Name extends keyof typeof columnsOf ? (typeof columnsOf)[Name][number] : Name;

/**
 * The columns of some descriptors, one after the other.
 *
 * @throws RangeError for an unknown name, one that is there twice, or none at all
 * @example descriptorColumns(['rms', 'mfcc']) // ['rms', 'mfcc0', 'mfcc1', … 'mfcc12']
 */
export function descriptorColumns<Name extends DescriptorName>(
  names: readonly Name[],
): DescriptorColumn<Name>[] {
  const known: ReadonlySet<string> = new Set(descriptorNames);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined || names.length === 0) {
    const found = unknown === undefined ? 'there is no name' : `'${unknown}' is unknown`;
    throw new RangeError(`Descriptors: ${found}: expected some of ${descriptorNames.join(', ')}.`);
  }
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined)
    throw new RangeError(`Descriptors: '${doubled}' is there twice: expected every name once.`);
  return names.flatMap((name) => columnsIn(name)) as DescriptorColumn<Name>[];
}

const columnsIn = (name: DescriptorName): readonly DescriptorColumn[] =>
  name === 'mfcc' || name === 'chroma' ? columnsOf[name] : [name];

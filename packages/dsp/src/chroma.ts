/** Pitch classes: C, C♯ … B. */
const pitchClasses = 12;
/** The weight falls off like a Gaussian of this many octaves around the centre, counted from the A at 27.5 Hz. */
const centreOctave = 5;
const octaveWidth = 2;
const lowestA = 27.5;

/**
 * How much each bin of an FFT belongs to each of the twelve pitch classes of equal temperament at A = 440 Hz:
 * `librosa.filters.chroma(sr, n_fft, tuning=0)`. A bin spreads over the classes like a Gaussian, a low bin, which is wide in
 * semitones, over more of them; bins around 880 Hz count most.
 *
 * Source: D. Ellis, Chroma feature analysis and synthesis, Columbia University 2007.
 *
 * @param sampleRate in Hz
 * @param fftLength in samples
 * @returns for each class from C to B the weights of the fftLength / 2 + 1 bins from 0 Hz to half the sample rate
 * @example chromaFilterBank(16_000, 2048).length // 12
 */
export function chromaFilterBank(sampleRate: number, fftLength: number): Float64Array[] {
  const binCount = fftLength / 2 + 1;
  // Semitones above the lowest A; the bin at 0 Hz has no pitch and is put one and a half octaves below its neighbour.
  const semitones = Float64Array.from(
    { length: binCount + 1 },
    (_, bin) => pitchClasses * Math.log2((Math.max(bin, 1) * sampleRate) / fftLength / lowestA),
  );
  semitones[0]! -= 1.5 * pitchClasses;

  const bank = Array.from({ length: pitchClasses }, () => new Float64Array(binCount));
  const shares = new Float64Array(pitchClasses);
  for (let bin = 0; bin < binCount; bin++) {
    const width = Math.max(1, semitones[bin + 1]! - semitones[bin]!);
    for (let pitchClass = 0; pitchClass < pitchClasses; pitchClass++) {
      // C lies three semitones above A.
      const distance = distanceOnCircle(semitones[bin]! - 3 - pitchClass);
      shares[pitchClass] = Math.exp(-0.5 * ((2 * distance) / width) ** 2);
    }
    const norm = Math.hypot(...shares);
    const octavesOff = semitones[bin]! / pitchClasses - centreOctave;
    const gain = Math.exp(-0.5 * (octavesOff / octaveWidth) ** 2) / norm;
    for (let pitchClass = 0; pitchClass < pitchClasses; pitchClass++)
      bank[pitchClass]![bin] = gain * shares[pitchClass]!;
  }
  return bank;
}

/** A distance in semitones, whole octaves taken off: -6..6. */
function distanceOnCircle(semitones: number): number {
  return semitones - pitchClasses * Math.round(semitones / pitchClasses);
}

/** Largest positive and negative number of the integers that recordings are stored in, where the two scales differ audibly. */
const SCALES = [
  { positive: 0x7fff, negative: 0x8000 },
  { positive: 0x7f, negative: 0x80 },
];

/** Division in 32 bits and this product in 64 leave an integer by no more. */
const ROUNDING = 0.005;

/**
 * Undoes a browser's lopsided scaling of integer samples.
 *
 * Chromium divides 16 bit integers by 32767 above zero and by 32768 below; others, and our decoders in Node, always by 32768. The
 * bend at zero is small, but its harmonics fill bands that would be silent, and the network hears them.
 *
 * @param samples of one channel, as the browser decoded them
 * @returns n / 32768 (or n / 128) where every sample is an integer that was scaled that way; anything else as it is
 * @example evenlyScaled(Float32Array.of(1, -1)) // [32767 / 32768, -1]
 */
export function evenlyScaled(samples: Float32Array): Float32Array {
  if (hasIntegers(samples, 0x8000, 0x8000, 0)) return samples;
  const scale = SCALES.find(({ positive, negative }) => hasIntegers(samples, positive, negative, ROUNDING));
  if (!scale) return samples;
  const factor = scale.positive / scale.negative;
  return samples.map((sample) => (sample > 0 ? sample * factor : sample));
}

function hasIntegers(samples: Float32Array, positive: number, negative: number, rounding: number): boolean {
  return samples.every((sample) => {
    const scaled = sample * (sample > 0 ? positive : negative);
    return Math.abs(scaled - Math.round(scaled)) <= rounding;
  });
}

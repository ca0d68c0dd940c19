/** Mean power of samples [start, end). Example: `meanPower(Float32Array.of(0.5, -0.5))` is 0.25. Zero for no samples. */
export function meanPower(samples: Float32Array, start = 0, end = samples.length): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += samples[i]! ** 2;
  return end > start ? sum / (end - start) : 0;
}

/** Power ratio in decibels: `decibels(100)` is 20, `decibels(0)` is -Infinity. */
export function decibels(powerRatio: number): number {
  return 10 * Math.log10(powerRatio);
}

/** Amplitude factor of a level change in decibels: `amplitude(-6.0206)` is 0.5. */
export function amplitude(levelDb: number): number {
  return 10 ** (levelDb / 20);
}

/** A copy of `samples` times `gain`. */
export function amplify(samples: Float32Array, gain: number): Float32Array {
  return samples.map((sample) => sample * gain);
}

/** A copy of `samples` with a mean power of 1 (0 dB); silence stays silence. */
export function toUnitPower(samples: Float32Array): Float32Array {
  const measured = meanPower(samples);
  return measured > 0 ? amplify(samples, 1 / Math.sqrt(measured)) : samples.slice();
}

/** The highest absolute value; 0 for no samples. */
export function peakOf(samples: Float32Array): number {
  return samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
}

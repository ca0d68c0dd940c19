import type { Audio } from '@earmark/dsp';

/** White noise between -0.5 and 0.5, the same in every run. */
export function noise(seconds: number, sampleRate: number): Audio {
  const samples = new Float32Array(seconds * sampleRate);
  for (let i = 0, state = 1; i < samples.length; i++) {
    state = (state * 48271) % 2147483647;
    samples[i] = state / 2147483647 - 0.5;
  }
  return { samples, sampleRate };
}

import { between, type Random } from '@earmark/dataset';
import { sampleRate } from '../sample-rate.ts';

/**
 * A smooth random curve between `low` and `high`: a new target every `stepSeconds`, joined by raised cosines. One value
 * a sample. Gusts, wandering speeds and drifting pitches are such curves.
 */
export function wander(
  random: Random,
  sampleCount: number,
  { low, high, stepSeconds }: { low: number; high: number; stepSeconds: number },
): Float32Array {
  const step = Math.max(1, Math.round(stepSeconds * sampleRate));
  const curve = new Float32Array(sampleCount);
  let from = between(random, low, high);
  let to = between(random, low, high);
  for (let i = 0; i < sampleCount; i++) {
    const phase = i % step;
    if (phase === 0 && i > 0) {
      from = to;
      to = between(random, low, high);
    }
    curve[i] = from + (to - from) * (0.5 - 0.5 * Math.cos((Math.PI * phase) / step));
  }
  return curve;
}

/** A curve given as a function of the time in seconds, one value a sample. */
export function curve(sampleCount: number, valueAt: (seconds: number) => number): Float32Array {
  return Float32Array.from({ length: sampleCount }, (_, i) => valueAt(i / sampleRate));
}

/**
 * The envelope of a struck thing: rises over `attackSeconds`, then falls exponentially, by 60 dB in `decaySeconds`, where
 * it ends. Peak 1.
 */
export function strike(decaySeconds: number, attackSeconds = 0.001): Float32Array {
  const sampleCount = Math.max(1, Math.round((attackSeconds + decaySeconds) * sampleRate));
  return curve(sampleCount, (seconds) =>
    seconds < attackSeconds
      ? seconds / attackSeconds
      : Math.exp((-6.9078 * (seconds - attackSeconds)) / decaySeconds),
  );
}

/** The envelope of a held thing: fades in and out by raised cosines of `fadeSeconds`. Peak 1. */
export function hold(durationSeconds: number, fadeSeconds: number): Float32Array {
  const sampleCount = Math.max(1, Math.round(durationSeconds * sampleRate));
  const fade = Math.min(fadeSeconds, durationSeconds / 2);
  return curve(sampleCount, (seconds) => {
    const edge = Math.min(seconds, durationSeconds - seconds);
    return edge >= fade ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * edge) / fade);
  });
}

import type { Span } from './activity.ts';
import { decibels, power } from './level.ts';
import { sampleRate } from './sample-rate.ts';

/**
 * Signal-to-noise ratio of a recording in dB: the mean power of the speech while it sounds (in `spans`) over the mean
 * power of the noise in the whole recording. Infinity without noise.
 *
 * @throws RangeError without a span, as there is then no speech to measure
 */
export function snrDb(speech: Float32Array, noise: Float32Array, spans: readonly Span[]): number {
  if (spans.length === 0) throw new RangeError('the SNR needs at least one span of speech, got none');
  let energy = 0;
  let count = 0;
  for (const span of spans) {
    const [start, end] = [Math.round(span.start * sampleRate), Math.round(span.end * sampleRate)];
    energy += power(speech, start, end) * (end - start);
    count += end - start;
  }
  return decibels(energy / count / power(noise));
}

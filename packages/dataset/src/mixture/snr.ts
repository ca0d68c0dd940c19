import type { Span } from '../span.ts';
import { decibels, meanPower } from './level.ts';

/**
 * Signal-to-noise ratio of a scene in dB: the mean power of the speech while it sounds (in `spans`, in seconds) over the mean
 * power of the noise in the whole scene. Infinity without noise.
 *
 * @param sampleRate of both, in Hz
 * @throws RangeError without a span, as there is then no speech to measure
 */
export function snrDb(
  speech: Float32Array,
  noise: Float32Array,
  spans: readonly Span[],
  sampleRate: number,
): number {
  if (spans.length === 0) throw new RangeError('the SNR needs at least one span of speech, got none');
  return decibels(spokenPower(speech, spans, sampleRate) / meanPower(noise));
}

/** Mean power of the samples within the spans, which are in seconds; 0 without a span. */
export function spokenPower(speech: Float32Array, spans: readonly Span[], sampleRate: number): number {
  let energy = 0;
  let count = 0;
  for (const span of spans) {
    const [start, end] = [Math.round(span.start * sampleRate), Math.round(span.end * sampleRate)];
    energy += meanPower(speech, start, end) * (end - start);
    count += end - start;
  }
  return count > 0 ? energy / count : 0;
}

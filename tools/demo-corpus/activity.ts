import { bridgeGaps, hysteresisSpans, meanPower, type Span } from '@earmark/dataset';
import { sampleRate } from './sample-rate.ts';

/**
 * The rule that says where dry speech sounds; the README of the corpus quotes it. Powers against the loudest frame. It is not that of
 * `speechActivity`, which finds its thresholds above a recording's noise: a synthesised voice has none.
 */
const activityRule = {
  frameSeconds: 0.01,
  /** A span must reach this level, -30 dB, somewhere … */
  onset: 0.001,
  /** … and lasts as long as this level, -42 dB, is held. */
  offset: 0.000_063_095_734_448_019_3,
  /** Shorter pauses, under 0.2 s, belong to the speech around them. */
  bridgedFrames: 20,
} as const;

/**
 * Where dry speech sounds: the stretches of frames above the offset level that reach the onset level at least once
 * (hysteresis), with pauses shorter than 0.2 s bridged. Spans are sorted, apart, and whole frames of 10 ms.
 *
 * @param dry speech before any room or noise, at the corpus's sample rate
 * @example half a second of silence, then half a second of tone: [{ start: 0.5, end: 1 }]
 */
export function activeSpans(dry: Float32Array): Span[] {
  const { frameSeconds, onset, offset, bridgedFrames } = activityRule;
  const frameLength = Math.round(frameSeconds * sampleRate);
  const powers = Array.from({ length: Math.ceil(dry.length / frameLength) }, (_, frame) =>
    meanPower(dry, frame * frameLength, Math.min(dry.length, (frame + 1) * frameLength)),
  );
  const loudest = Math.max(0, ...powers);
  if (loudest === 0) return [];
  const found = hysteresisSpans(powers, { onset: onset * loudest, offset: offset * loudest });
  return bridgeGaps(found, bridgedFrames).map(([first, end]) => ({
    start: (first * frameLength) / sampleRate,
    end: Math.min(dry.length, end * frameLength) / sampleRate,
  }));
}

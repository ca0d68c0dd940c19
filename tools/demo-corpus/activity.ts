import { decibels, power } from './level.ts';
import { sampleRate } from './sample-rate.ts';

/** A stretch of time in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The rule that says where dry speech sounds; the README of the corpus quotes it. Levels in dB below the loudest frame. */
const activityRule = {
  frameSeconds: 0.01,
  /** A span must reach this level somewhere … */
  onsetDb: -30,
  /** … and lasts as long as this level is held. */
  offsetDb: -42,
  /** Shorter pauses belong to the speech around them. */
  bridgedSeconds: 0.2,
} as const;

/**
 * Where dry speech sounds: the stretches of frames above the offset level that reach the onset level at least once
 * (hysteresis), with pauses shorter than 0.2 s bridged. Spans are sorted, apart, and whole frames of 10 ms.
 *
 * @param dry speech before any room or noise, at the corpus's sample rate
 * @example half a second of silence, then half a second of tone: [{ start: 0.5, end: 1 }]
 */
export function activeSpans(dry: Float32Array): Span[] {
  const { frameSeconds, onsetDb, offsetDb, bridgedSeconds } = activityRule;
  const frameLength = Math.round(frameSeconds * sampleRate);
  const powers = Array.from({ length: Math.ceil(dry.length / frameLength) }, (_, frame) =>
    power(dry, frame * frameLength, Math.min(dry.length, (frame + 1) * frameLength)),
  );
  const loudest = Math.max(0, ...powers);
  if (loudest === 0) return [];
  const levels = powers.map((value) => decibels(value / loudest));

  const spans: Span[] = [];
  for (let frame = 0; frame < levels.length; frame++) {
    if (levels[frame]! < offsetDb) continue;
    const first = frame;
    let peak = -Infinity;
    for (; frame < levels.length && levels[frame]! >= offsetDb; frame++)
      peak = Math.max(peak, levels[frame]!);
    if (peak < onsetDb) continue;
    const span = {
      start: (first * frameLength) / sampleRate,
      end: Math.min(dry.length, frame * frameLength) / sampleRate,
    };
    const last = spans.at(-1);
    if (last && span.start - last.end < bridgedSeconds - 1e-9)
      spans[spans.length - 1] = { start: last.start, end: span.end };
    else spans.push(span);
  }
  return spans;
}

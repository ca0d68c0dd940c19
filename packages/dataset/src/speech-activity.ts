import type { Audio } from '@earmark/dsp';
import { bridgeGaps, hysteresisSpans } from './hysteresis-spans.ts';
import type { Span } from './span.ts';

/**
 * The rule of `createSpeechActivity`. Levels are ratios of power, written out so that no engine's logarithm decides. They were chosen
 * on hand-labelled recordings: docs/mixtures.md has the figures, tools/bench/speech-activity.ts measures them.
 */
const RULE = {
  framesPerSecond: 100,
  /** Below it lies rumble, which has no part in speech but often most of the energy. */
  highPassHz: 100,
  /** Of the frames that hold any sound: what this share of them stays below is the noise floor … */
  floorShare: 0.1,
  /** … and what this share stays below is the loudest speech; a click is louder, but rare. */
  loudShare: 0.99,
  /** Both thresholds lie at least 6 dB above the floor. */
  aboveFloor: 4,
  /** The onset lies at most 25 dB below the loudest speech, the offset at most 40 dB. */
  onsetBelowLoud: 0.003_162_278,
  offsetBelowLoud: 0.000_1,
  /** Where no pause shows the floor, it is found within the speech: the onset stays 12 dB below the loudest of it. */
  highestOnset: 0.063,
  /** In frames: what is added before and after, which pauses belong to the speech around them, what is too short for a word. */
  leadFrames: 2,
  hangoverFrames: 3,
  bridgedFrames: 30,
  fewestFrames: 10,
} as const;
/** Mean power of a frame of digital silence or of rounding noise, -100 dB re full scale: no sound of the recording's. */
const SILENCE = 1e-10;

/** Finds out where speech sounds in a recording that arrives in pieces. */
export interface SpeechActivity {
  /** Takes the next samples. @throws RangeError that names the first one that is not finite */
  push(samples: Float32Array): void;
  /** Where speech sounds in all that was pushed: sorted, apart, whole frames of 10 ms. */
  spans(): Span[];
}

/**
 * Where speech sounds inside a recording of one speaker and little else, by its energy alone. Anything loud counts as speech, so this
 * is for dry utterances without labels, not for noisy recordings: a network does better there.
 *
 * Frames of 10 ms, high-passed at 100 Hz (12 dB an octave) and smoothed over three, are held against two thresholds (see `hysteresisSpans`). They follow the
 * recording: both lie 6 dB above its noise floor, and not further than 25 and 40 dB below its loudest speech. What is found gets a
 * lead of 20 ms and a hangover of 30 ms for the quiet ends of words; pauses under 0.3 s are bridged, what is shorter than 0.1 s is dropped.
 * Memory: 8 bytes a frame, 3 MB an hour.
 *
 * @param sampleRate in Hz, at least 1000
 * @throws RangeError for a lower sample rate
 * @see L. R. Rabiner and M. R. Sambur, "An algorithm for determining the endpoints of isolated utterances", BSTJ 54(2), 1975
 * @example
 * const activity = createSpeechActivity(recording.sampleRate);
 * for await (const samples of recording.chunks()) activity.push(samples);
 * activity.spans(); // [{ start: 0.31, end: 1.87 }]
 */
export function createSpeechActivity(sampleRate: number): SpeechActivity {
  if (!(sampleRate >= 1000)) throw new RangeError(`sampleRate is ${sampleRate}; expected 1000 Hz or more`);
  const frameLength = Math.round(sampleRate / RULE.framesPerSecond);
  const retained = 1 / (1 + (2 * Math.PI * RULE.highPassHz) / sampleRate);
  const powers: number[] = [];
  let sampleCount = 0;
  let energy = 0;
  let [previous, once, twice] = [0, 0, 0];
  return {
    push(samples) {
      for (const sample of samples) {
        if (!Number.isFinite(sample))
          throw new RangeError(`sample ${sampleCount} is ${sample}; expected a finite number`);
        const before = once;
        once = retained * (once + sample - previous);
        twice = retained * (twice + once - before);
        previous = sample;
        energy += twice * twice;
        sampleCount += 1;
        if (sampleCount % frameLength > 0) continue;
        powers.push(energy / frameLength);
        energy = 0;
      }
    },
    spans() {
      const rest = sampleCount % frameLength;
      const all = rest > 0 ? [...powers, energy / rest] : powers;
      return activeFrames(smoothed(all)).map(([first, end]) => ({
        start: (first * frameLength) / sampleRate,
        end: Math.min(sampleCount, end * frameLength) / sampleRate,
      }));
    },
  };
}

/** `createSpeechActivity` of a whole recording in memory. */
export function speechActivity({ samples, sampleRate }: Audio): Span[] {
  const activity = createSpeechActivity(sampleRate);
  activity.push(samples);
  return activity.spans();
}

function activeFrames(powers: readonly number[]): [first: number, end: number][] {
  const audible = Float64Array.from(powers.filter((power) => power > SILENCE)).sort();
  if (audible.length === 0) return [];
  const floor = quantile(audible, RULE.floorShare) * RULE.aboveFloor;
  const loud = quantile(audible, RULE.loudShare);
  const onset = Math.min(Math.max(floor, loud * RULE.onsetBelowLoud), loud * RULE.highestOnset);
  const offset = Math.min(Math.max(floor, loud * RULE.offsetBelowLoud), onset);
  const widened = hysteresisSpans(powers, { onset, offset }).map(
    ([first, end]) =>
      [Math.max(0, first - RULE.leadFrames), Math.min(powers.length, end + RULE.hangoverFrames)] as const,
  );
  return bridgeGaps(widened, RULE.bridgedFrames).filter(([first, end]) => end - first >= RULE.fewestFrames);
}

/** Each value's mean with its two neighbours; beyond the ends lies silence. */
function smoothed(values: readonly number[]): number[] {
  return values.map((value, index) => ((values[index - 1] ?? 0) + value + (values[index + 1] ?? 0)) / 3);
}

const quantile = (sorted: Float64Array, share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;

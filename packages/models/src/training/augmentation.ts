import type { FrameSource, Random } from '@earmark/dataset';
import { z } from 'zod';
import type { ModelContract } from '../contract.ts';
import { frameEnergy } from '../evaluation/baselines.ts';
import type { LabelledFrames } from './spans.ts';

/** `count` masks, each between nothing and `widest` wide, evenly drawn, and anywhere. */
const masksSchema = z.strictObject({ count: z.int().nonnegative(), widest: z.int().positive() });

/**
 * How training material is varied, each time it is seen: level, colour, pitch, and background, varied likewise, mixed in. What is
 * optional is left out by default.
 */
export const augmentationSchema = z.strictObject({
  /** A span's level is changed by up to this many dB, up or down. */
  gainDb: z.number().nonnegative(),
  /** Its lowest band is changed by up to this many dB and its highest by the opposite, in between along a line. */
  tiltDb: z.number().nonnegative(),
  /** Its spectrum is moved by up to this many bands, up or down; the outermost band fills what is left free. */
  shiftBands: z.int().nonnegative(),
  /** How often background is mixed into a span, in [0, 1]. */
  mixProbability: z.number().min(0).max(1),
  /** Span level above background level, in dB, drawn evenly between the two. */
  snrDb: z
    .tuple([z.number(), z.number()])
    .refine(([lowest, highest]) => lowest <= highest, 'must be [lowest, highest]'),
  /** Stretches of time that are hidden behind the training mean, in frames (SpecAugment, Park et al. 2019). */
  timeMasks: masksSchema.optional(),
  /** Stretches of the spectrum that are hidden likewise, in bands. */
  bandMasks: masksSchema.optional(),
  /** Spans of a batch are mixed in pairs, at a share drawn from Beta(alpha, alpha), and so are their labels (mixup, Zhang et al. 2018). */
  mixupAlpha: z.number().positive().optional(),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/**
 * Levels are varied, and sounds mixed, by counting in decibels.
 *
 * @param compression of the features
 * @throws RangeError where it is another and there is something to vary or to mix
 */
export function assertDecibels(
  compression: string,
  { gainDb, tiltDb, mixProbability }: Pick<Augmentation, 'gainDb' | 'tiltDb' | 'mixProbability'>,
): void {
  if (compression === 'decibel' || (gainDb === 0 && tiltDb === 0 && mixProbability === 0)) return;
  throw new RangeError(
    `the features' compression is '${compression}': expected 'decibel', as the recipe's augmentation counts in decibels; ` +
      'set its gainDb, tiltDb and mixProbability to 0',
  );
}

/** A stretch that holds nothing but background. */
export interface BackgroundSpan {
  readonly source: FrameSource;
  readonly start: number;
  readonly frames: number;
}

const MIN_BACKGROUND_FRAMES = 100;

/**
 * The stretches of at least 100 frames that hold nothing but background. A longer stretch is listed once for every 100 frames, so
 * that drawing from the list evenly draws in proportion to length.
 *
 * @returns empty where the contract names no background
 */
export function backgroundSpans(
  recordings: readonly LabelledFrames[],
  { labels, decision }: Pick<ModelContract, 'labels' | 'decision'>,
): BackgroundSpan[] {
  if (decision.background === null) return [];
  const background = labels.indexOf(decision.background);
  const spans: BackgroundSpan[] = [];
  for (const { source, targets } of recordings) {
    let start = 0;
    for (let frame = 0; frame <= targets.length; frame++) {
      if (frame < targets.length && targets[frame] === background) continue;
      const span = { source, start, frames: frame - start };
      for (let part = MIN_BACKGROUND_FRAMES; part <= span.frames; part += MIN_BACKGROUND_FRAMES)
        spans.push(span);
      start = frame + 1;
    }
  }
  return spans;
}

/**
 * Varies one span of dB frames. Powers of independent sounds add in every band, so mixing needs no waveform: the labels stay
 * exact, and the mixture differs from one made of samples only by the cross terms, which average out.
 *
 * @param values dB, row-major `[frames][bands]`; not changed
 * @returns new dB values, never below `floorDb`
 */
export function augmentSpan(
  values: Float32Array,
  bands: number,
  floorDb: number,
  options: Augmentation,
  background: readonly BackgroundSpan[],
  random: Random,
): Float32Array {
  const span = colour(values, bands, options, random);
  const gain = evenly(options.gainDb, random);
  if (background.length > 0 && random.unit() < options.mixProbability) {
    const drawn = drawBackground(background[random.integer(background.length)]!, span.length / bands, random);
    const noise = colour(drawn, bands, options, random);
    const [lowest, highest] = options.snrDb;
    const snr = lowest + random.unit() * (highest - lowest);
    const noiseGain = peakLevelDb(span, bands) - peakLevelDb(noise, bands) - snr;
    for (let i = 0; i < span.length; i++)
      span[i] = addDecibels(span[i]!, noise[i % noise.length]! + noiseGain);
  }
  return span.map((value) => Math.max(floorDb, value + gain));
}

/** Moves and tilts the spectrum: another voice, another instrument, another microphone. */
function colour(
  values: Float32Array,
  bands: number,
  { tiltDb, shiftBands }: Augmentation,
  random: Random,
): Float32Array {
  const tilt = evenly(tiltDb, random);
  const shift = random.integer(2 * shiftBands + 1) - shiftBands;
  const coloured = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += bands)
    for (let band = 0; band < bands; band++) {
      const moved = values[row + Math.min(bands - 1, Math.max(0, band - shift))]!;
      coloured[row + band] = moved + tilt * (1 - (2 * band) / (bands - 1));
    }
  return coloured;
}

/** Evenly between -extent and extent. */
const evenly = (extent: number, random: Random): number => (2 * random.unit() - 1) * extent;

function drawBackground(
  { source, start, frames }: BackgroundSpan,
  wanted: number,
  random: Random,
): Float32Array {
  const count = Math.min(wanted, frames);
  return source.read(start + random.integer(frames - count + 1), count);
}

/** Level of the loudest tenth of the frames, so that pauses do not count. */
function peakLevelDb(values: Float32Array, bands: number): number {
  const levels = frameEnergy(values, bands);
  return levels.sort()[Math.floor(levels.length * 0.9)] ?? 0;
}

/** Of power: 10 / ln 10. By Math.exp and Math.log1p a sum takes half the time that it takes by `10 **` and Math.log10. */
const DECIBELS_PER_NEPER = 10 / Math.LN10;

/** 10 log10(10^(a/10) + 10^(b/10)), without computing what can't be heard. */
function addDecibels(a: number, b: number): number {
  const higher = Math.max(a, b);
  const difference = Math.min(a, b) - higher;
  if (difference < -30) return higher;
  return higher + DECIBELS_PER_NEPER * Math.log1p(Math.exp(difference / DECIBELS_PER_NEPER));
}

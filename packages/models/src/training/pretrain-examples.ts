import { createRandom, normalize, type FrameSource, type Random } from '@earmark/dataset';
import type { EncoderContract } from '../contract.ts';
import { augmentSpan, type Augmentation, type BackgroundSpan } from './augmentation.ts';
import { hideMasked } from './masks.ts';
import type { PretrainRecipe } from './pretrain-recipe.ts';

/** One recording to learn from without labels. */
export interface UnlabelledFrames {
  readonly uri: string;
  /** dB frames, as the contract's features make them. */
  readonly source: FrameSource;
}

/** Stretches to learn from without labels: normalized, row-major `[count][frames][bands]`. */
export interface Examples {
  readonly count: number;
  /** What the network hears. */
  readonly heard: Float32Array;
  /** What it is to answer. */
  readonly wanted: Float32Array;
}

const NOTHING: Augmentation = { gainDb: 0, tiltDb: 0, shiftBands: 0, mixProbability: 0, snrDb: [0, 0] };

/**
 * Draws examples evenly over the material. What is heard and what is wanted are varied alike, then the former is corrupted. Behind the end
 * of a recording that is shorter than an example lies the training mean.
 *
 * @param extent frames of an example, and by how many what is wanted comes later than what is heard
 * @returns draws as many examples as it is asked for; the same seeds draw the same ones, on every machine
 * @example createExamples(train, contract, { frames: 81, ahead: 0 }, recipe)(32, 1, epoch, step).heard.length // 32 · 81 · 64
 */
export function createExamples(
  recordings: readonly UnlabelledFrames[],
  { features, normalization }: Pick<EncoderContract, 'features' | 'normalization'>,
  { frames, ahead }: { readonly frames: number; readonly ahead: number },
  { augmentation, corruption }: Pick<PretrainRecipe, 'augmentation' | 'corruption'>,
): (count: number, ...seeds: number[]) => Examples {
  const { bands, floorDb } = features;
  const drawStretch = createStretches(recordings, frames + ahead);
  const addNoise = (values: Float32Array, random: Random): Float32Array => {
    if (corruption.kind !== 'noise') return values;
    const { probability: mixProbability, snrDb } = corruption;
    return augmentSpan(
      values,
      bands,
      floorDb,
      { ...NOTHING, mixProbability, snrDb },
      [drawStretch(random)],
      random,
    );
  };

  return (count, ...seeds) => {
    const random = createRandom(...seeds);
    const size = frames * bands;
    const heard = new Float32Array(count * size);
    const wanted = new Float32Array(count * size);
    for (let example = 0; example < count; example++) {
      const stretch = drawStretch(random);
      const recorded = stretch.source.read(stretch.start, stretch.frames);
      const clean = augmentSpan(recorded, bands, floorDb, { ...NOTHING, ...augmentation }, [], random);
      const corrupted = normalize(addNoise(clean, random), normalization);
      if (corruption.kind === 'mask') hideMasked(corrupted, bands, corruption, random);
      heard.set(corrupted.subarray(0, size), example * size);
      wanted.set(normalize(clean, normalization).subarray(ahead * bands), example * size);
    }
    return { count, heard, wanted };
  };
}

/** Stretches of `wanted` frames, or of all where a recording has no more: every place is as likely, and a short recording as its length. */
function createStretches(
  recordings: readonly UnlabelledFrames[],
  wanted: number,
): (random: Random) => BackgroundSpan {
  let total = 0;
  const ends = recordings.map(({ source }) => (total += source.frames));
  return (random) => {
    const at = random.unit() * total;
    const { source } = recordings[ends.findIndex((end) => at < end)]!;
    const frames = Math.min(wanted, source.frames);
    return { source, start: random.integer(source.frames - frames + 1), frames };
  };
}

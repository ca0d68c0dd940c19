import { createRandom, normalize, type FrameSource } from '@earmark/dataset';
import { augmentSpan, type Augmentation, type BackgroundSpan } from './augmentation.ts';
import type { ModelContract } from '../contract.ts';

/** One recording to learn from or to be measured on. */
export interface LabelledFrames {
  readonly uri: string;
  /** dB frames, as the contract's features make them. */
  readonly source: FrameSource;
  /** Label index of every frame; -1 where nobody labelled it. */
  readonly targets: Int8Array;
}

/** A stretch of consecutive frames to be classified: `[start, start + spanFrames)` of a recording. */
export interface Span {
  readonly recording: LabelledFrames;
  readonly start: number;
}

/** What one training step sees. */
export interface Batch {
  readonly spans: number;
  /** Normalized, row-major `[spans][spanFrames + windowFrames - 1][bands]`. */
  readonly inputs: Float32Array;
  /** Label indices `[spans × spanFrames]`, -1 where there is none. */
  readonly targets: Int32Array;
}

/**
 * Cuts every recording into spans and shuffles them. The cuts move from epoch to epoch, every labelled frame is in exactly one
 * span, and spans without a label are left out. The same seed and epoch give the same order on every machine.
 *
 * @example drawSpans(recordings, 64, 1, 0).length // 412
 */
export function drawSpans(
  recordings: readonly LabelledFrames[],
  spanFrames: number,
  seed: number,
  epoch: number,
): Span[] {
  const random = createRandom(seed, epoch);
  const spans: Span[] = [];
  for (const recording of recordings) {
    const { targets } = recording;
    for (let start = -random.integer(spanFrames); start < targets.length; start += spanFrames) {
      const labelled = targets.subarray(Math.max(0, start), start + spanFrames).some((target) => target >= 0);
      if (labelled) spans.push({ recording, start });
    }
  }
  return random.shuffle(spans);
}

/**
 * Reads the spans of one step: augmented in dB, normalized, with the training mean where a window reaches beyond a recording.
 *
 * @param contract windows and normalization
 * @param spanFrames frames to be answered per span
 * @param augmentation what is done to them, from `seeds`; none: as recorded
 * @param background spans that hold nothing but background, to be mixed in
 */
export function readBatch(
  spans: readonly Span[],
  contract: Pick<ModelContract, 'features' | 'windows' | 'normalization'>,
  spanFrames: number,
  augmentation?: { options: Augmentation; background: readonly BackgroundSpan[]; seeds: readonly number[] },
): Batch {
  const { bands, floorDb } = contract.features;
  const frames = spanFrames + contract.windows.frames - 1;
  const inputs = new Float32Array(spans.length * frames * bands);
  const targets = new Int32Array(spans.length * spanFrames).fill(-1);
  const random = augmentation && createRandom(...augmentation.seeds);
  spans.forEach(({ recording, start }, index) => {
    const wantedFrom = start - (contract.windows.frames >> 1);
    const from = Math.max(0, wantedFrom);
    const to = Math.min(recording.source.frames, wantedFrom + frames);
    let values = recording.source.read(from, to - from);
    if (augmentation && random)
      values = augmentSpan(values, bands, floorDb, augmentation.options, augmentation.background, random);
    inputs.set(normalize(values, contract.normalization), (index * frames + from - wantedFrom) * bands);
    const labelledFrom = Math.max(0, start);
    targets.set(
      recording.targets.subarray(labelledFrom, start + spanFrames),
      index * spanFrames + labelledFrom - start,
    );
  });
  return { spans: spans.length, inputs, targets };
}

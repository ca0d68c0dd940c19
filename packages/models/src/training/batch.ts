import { createRandom, normalize } from '@earmark/dataset';
import { leftContextFrames } from '../architectures/window.ts';
import type { InputContract } from '../inference/answer-stream.ts';
import { augmentSpan, type Augmentation, type BackgroundSpan } from './augmentation.ts';
import type { MixedIn } from './loss.ts';
import { hideMasked } from './masks.ts';
import { mixUp } from './mixup.ts';
import type { Span } from './spans.ts';

/** What one training step sees. */
export interface Batch {
  readonly spans: number;
  /** Normalized, row-major `[spans][spanFrames + windows.frames - windows.hop][bands]`. */
  readonly inputs: Float32Array;
  /** Label indices `[spans × spanFrames]`, -1 where there is none. */
  readonly targets: Int32Array;
  /** Where `mixUp` has mixed spans: what else is in `inputs`. */
  readonly mixedIn?: MixedIn;
}

/**
 * Reads the spans of one step: augmented in dB, normalized, masked, mixed, with the training mean where a window reaches beyond a recording.
 *
 * @param contract windows and normalization
 * @param spanFrames frames to be answered per span
 * @param augmentation what is done to them, from `seeds`; none: as recorded
 * @param background spans that hold nothing but background, to be mixed in
 */
export function readBatch(
  spans: readonly Span[],
  contract: InputContract,
  spanFrames: number,
  augmentation?: { options: Augmentation; background: readonly BackgroundSpan[]; seeds: readonly number[] },
): Batch {
  const { bands, floorDb } = contract.features;
  const { windows, architecture } = contract;
  const frames = spanFrames + windows.frames - windows.hop;
  const leftContext = leftContextFrames(architecture, windows);
  if (spanFrames % windows.hop !== 0)
    throw new RangeError(
      `spanFrames is ${spanFrames}; expected a multiple of ${windows.hop}, as ${architecture.name} answers that many frames at once`,
    );
  const inputs = new Float32Array(spans.length * frames * bands);
  const targets = new Int32Array(spans.length * spanFrames).fill(-1);
  const random = augmentation && createRandom(...augmentation.seeds);
  spans.forEach(({ recording, start }, index) => {
    const wantedFrom = start - leftContext;
    const from = Math.max(0, wantedFrom);
    const to = Math.min(recording.source.frames, wantedFrom + frames);
    let values = recording.source.read(from, to - from);
    if (augmentation && random)
      values = augmentSpan(values, bands, floorDb, augmentation.options, augmentation.background, random);
    const normalized = normalize(values, contract.normalization);
    if (augmentation && random) hideMasked(normalized, bands, augmentation.options, random);
    inputs.set(normalized, (index * frames + from - wantedFrom) * bands);
    const labelledFrom = Math.max(0, start);
    targets.set(
      recording.targets.subarray(labelledFrom, start + spanFrames),
      index * spanFrames + labelledFrom - start,
    );
  });
  const batch = { spans: spans.length, inputs, targets };
  const alpha = augmentation?.options.mixupAlpha;
  return random && alpha !== undefined ? mixUp(batch, alpha, random) : batch;
}

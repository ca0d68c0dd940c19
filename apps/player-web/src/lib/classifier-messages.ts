import type { Segment } from '@earmark/dataset';
import type { Audio, Pixels } from '@earmark/dsp';
import type { ArtifactFiles, ClassificationFormat, ModelContract } from '@earmark/models';

/** A model, as it comes from the API or from the person's own disk. */
export interface ModelFiles extends ArtifactFiles {
  /** Where they came from, for messages. */
  readonly source: string;
}

/** What the worker heard; the page adds the time grid, which can't be posted. */
export interface Heard {
  /** Row-major `[frames][labels]`. */
  readonly posteriors: Float32Array;
  readonly frames: number;
  readonly segments: readonly Segment[];
}

/** From the page to the worker; `id` comes back with every answer. */
export type ClassifierRequest =
  | { readonly type: 'open-model'; readonly id: number; readonly files: ModelFiles }
  | { readonly type: 'classify'; readonly id: number; readonly audio: Audio }
  | {
      readonly type: 'format';
      readonly id: number;
      readonly uri: string;
      readonly format: ClassificationFormat;
    };

/** From the worker to the page; a request ends with `model-opened`, `classified`, `formatted` or `failed`. */
export type ClassifierAnswer =
  | {
      readonly type: 'model-opened';
      readonly id: number;
      readonly contract: ModelContract;
      readonly backend: string;
    }
  | { readonly type: 'spectrogram'; readonly id: number; readonly pixels: Pixels; readonly frames: number }
  | { readonly type: 'progress'; readonly id: number; readonly seconds: number }
  | { readonly type: 'classified'; readonly id: number; readonly heard: Heard }
  | { readonly type: 'formatted'; readonly id: number; readonly text: string }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

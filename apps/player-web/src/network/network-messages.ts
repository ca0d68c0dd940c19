import type { Segment } from '@earmark/dataset';
import type { ArtifactFiles, EncoderContract, HeldOutAccuracy, ModelContract } from '@earmark/models';
import type { SoundSource } from '../sound/sound-source.ts';

/** A model, as it comes from the API or from the person's own disk. */
export interface ModelFiles extends ArtifactFiles {
  /** Where they came from, for messages. */
  readonly source: string;
}

/** A network that is open in the worker. */
export interface OpenedModel {
  readonly id: number;
  readonly contract: ModelContract | EncoderContract;
  /** None where the network was trained without any: it can be taught some. */
  readonly labels: readonly string[];
  /** The tfjs backend that computes it. */
  readonly backend: string;
}

/** What a network heard in a recording; the page adds the time grid, which can't be posted. */
export interface Heard {
  /** Row-major `[frames][labels]`; nothing where the network knows no labels. */
  readonly posteriors: Float32Array;
  readonly frames: number;
  readonly durationSeconds: number;
  readonly segments: readonly Segment[];
}

/** What a network is to learn from the labels of one recording. */
export interface TeachRequest {
  /** The open model whose hearing the new one takes over; it must have heard the recording. */
  readonly encoder: number;
  /** The person's segments of the recording that `encoder` heard last. Time that none covers is left out. */
  readonly segments: readonly Segment[];
  /** Those to tell apart; one that has no segment is left out. */
  readonly labels: readonly string[];
  readonly background: string | null;
  /** The recording's. */
  readonly name: string;
}

/** A model that was taught, and what it hears in the recording. */
export interface Taught {
  readonly model: OpenedModel;
  readonly heard: Heard;
  /** Seconds of labels that it learned from. */
  readonly labelledSeconds: number;
  /** How well such a model does where it has not been told; null where there are too few labels to say. */
  readonly heldOut: HeldOutAccuracy | null;
  /** How long it took. */
  readonly milliseconds: number;
}

/** A moment that is worth a label. */
export interface Suggestion {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** From 0, certain, to 1, nothing is known. */
  readonly uncertainty: number;
}

/** Samples as they come from a microphone. */
export interface SampleBlock {
  readonly samples: Float32Array;
  /** When the last of them was recorded, in milliseconds since 1970: `Date.now()`, which audio thread, workers and page share. */
  readonly stamp: number;
}

/** The most rows of the spectrogram of live input: no screen shows more. */
export const LIVE_ROWS = 128;

/** What a network makes of live input, each time that samples have come. */
export interface LiveHeard {
  /** Of samples heard so far. */
  readonly seconds: number;
  /** The stamp of the newest samples. */
  readonly captured: number;
  /** The posterior of each label now, before the network has heard how it goes on; empty as long as there is too little to answer. */
  readonly provisional: Float32Array;
  /** Row-major `[frames][labels]`: the frames whose posteriors are final now, next in order. */
  readonly final: Float32Array;
  /** The spectrogram's newest frames as 8-bit levels, row-major `[frames][rows]`, see `levelScale`. */
  readonly levels: Uint8Array;
}

/** From the page to the worker; `id` comes back with every answer, `model` is chosen by the page. */
export type NetworkRequest =
  | { readonly type: 'open-model'; readonly id: number; readonly model: number; readonly files: ModelFiles }
  | { readonly type: 'close-model'; readonly id: number; readonly model: number }
  | {
      readonly type: 'hear';
      readonly id: number;
      readonly model: number;
      readonly source: SoundSource;
      /** Models that need no longer know what they heard: it was another recording. */
      readonly forget: readonly number[];
    }
  /** Ends the request of this id, if it is still waiting or under way. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'teach'; readonly id: number; readonly model: number; readonly request: TeachRequest }
  | {
      readonly type: 'suggest';
      readonly id: number;
      readonly model: number;
      readonly reference: readonly Segment[];
      readonly count: number;
    }
  | {
      readonly type: 'start-live';
      readonly id: number;
      readonly model: number;
      readonly sampleRate: number;
      /** Brings `SampleBlock`s. */
      readonly samples: MessagePort;
    }
  | { readonly type: 'stop-live'; readonly id: number };

/** From the worker to the page; the last four come any number of times, or instead of another answer. */
export type NetworkAnswer =
  | { readonly type: 'model-opened'; readonly id: number; readonly opened: OpenedModel }
  | { readonly type: 'heard'; readonly id: number; readonly heard: Heard }
  | {
      readonly type: 'taught';
      readonly id: number;
      readonly taught: Taught;
      readonly files: ArtifactFiles;
    }
  | { readonly type: 'suggested'; readonly id: number; readonly suggestions: readonly Suggestion[] }
  | { readonly type: 'live-started'; readonly id: number }
  | { readonly type: 'progress'; readonly id: number; readonly seconds: number }
  /** How far teaching is, from 0 to 1. */
  | { readonly type: 'training'; readonly id: number; readonly done: number }
  | { readonly type: 'live-heard'; readonly id: number; readonly heard: LiveHeard }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

import type { Audio, FeatureSpec, LevelScale } from '@earmark/dsp';
import type { SoundInfo, SoundSource } from './sound-source.ts';
import type { Surveyed, SurveyPiece } from './survey-sound.ts';

/** From the page to the worker; `id` comes back with every answer, and `key` is the same for the same recording. */
export type SoundRequest =
  | { readonly type: 'info'; readonly id: number; readonly key: number; readonly source: SoundSource }
  | {
      readonly type: 'survey';
      readonly id: number;
      readonly key: number;
      readonly source: SoundSource;
      readonly features: FeatureSpec;
      readonly scale: LevelScale;
    }
  | {
      readonly type: 'samples';
      readonly id: number;
      readonly key: number;
      readonly source: SoundSource;
      readonly startSeconds: number;
      readonly endSeconds: number;
    }
  /** The request of that id is no longer wanted. */
  | { readonly type: 'cancel'; readonly id: number };

/** From the worker to the page; a request ends with `info`, `surveyed`, `samples` or `failed`. */
export type SoundAnswer =
  | { readonly type: 'info'; readonly id: number; readonly info: SoundInfo }
  | {
      readonly type: 'survey-started';
      readonly id: number;
      readonly info: SoundInfo;
      readonly samplesPerPeak: number;
    }
  | { readonly type: 'survey-piece'; readonly id: number; readonly piece: SurveyPiece }
  | { readonly type: 'surveyed'; readonly id: number; readonly surveyed: Surveyed }
  | { readonly type: 'samples'; readonly id: number; readonly audio: Audio }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly message: string;
      /** There where only the page's own decoder may help. */
      readonly undecodable?: { readonly sampleRate: number | undefined };
    };

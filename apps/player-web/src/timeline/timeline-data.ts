import type { Segment } from '@earmark/dataset';
import type { FeatureSpec, FrameGrid, LevelPyramid, LevelScale, PeakPyramid } from '@earmark/dsp';
import type { Posteriors } from '@earmark/models';
import type { Look } from '../look/look.svelte.ts';
import type { LabelStyle } from '../look/palette.ts';
import type { SampleStretch } from './sample-columns.ts';
import type { View } from './view.svelte.ts';

/** What a recording looks like, as far as it is computed. */
export interface TimelineOverview {
  readonly features: FeatureSpec;
  readonly grid: FrameGrid;
  readonly scale: LevelScale;
  readonly info: { readonly sampleRate: number };
  readonly samplesPerPeak: number;
  readonly peaks: PeakPyramid;
  readonly levels: LevelPyramid;
  /** Another number when more has come. */
  readonly revision: number;
}

export interface TimelineTransport {
  readonly currentSeconds: number;
  readonly durationSeconds: number;
  seek(seconds: number): void;
}

export type SegmentLaneName = 'reference' | 'hypothesis';

export interface TimelineSelection {
  readonly start: number;
  readonly end: number;
  readonly segment?: Segment;
  readonly lane?: SegmentLaneName;
}

/** The reference segments, and what the timeline does to them. */
export interface TimelineLabels {
  readonly segments: readonly Segment[];
  selection: TimelineSelection | undefined;
  readonly currentClass: string;
  /** The boundary of a frame that is nearest to a moment. */
  snap(seconds: number): number;
  create(start: number, end: number): void;
  resize(segment: Segment, start: number, end: number): void;
}

/** What a second model heard. */
export interface OtherHypothesis {
  readonly name: string;
  readonly segments: readonly Segment[];
}

/** Fetches the samples of a part of the recording, in seconds. */
export type FetchSamples = (
  start: number,
  end: number,
  signal: AbortSignal,
) => Promise<Omit<SampleStretch, 'startSeconds'>>;

/** All that the timeline shows and moves. */
export interface TimelineProps {
  readonly overview: TimelineOverview | undefined;
  /** Posteriors of the model, where it has heard the recording. */
  readonly track: Posteriors | undefined;
  /** The model's label for time in which nothing is. */
  readonly background: string | null;
  readonly hypothesis: readonly Segment[];
  /** What a second model heard, while two are compared. */
  readonly other?: OtherHypothesis | undefined;
  readonly labels: TimelineLabels;
  readonly styles: ReadonlyMap<string, LabelStyle>;
  readonly view: View;
  readonly look: Look;
  readonly transport: TimelineTransport;
  /** Samples for looking closely. */
  readonly samples?: FetchSamples | undefined;
}

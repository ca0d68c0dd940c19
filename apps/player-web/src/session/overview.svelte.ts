import {
  createLevelPyramid,
  createPeakPyramid,
  FrameGrid,
  levelScale,
  type FeatureSpec,
  type LevelPyramid,
  type LevelScale,
  type PeakPyramid,
} from '@earmark/dsp';
import type { SoundInfo } from '../sound/sound-source.ts';
import type { SurveyPiece } from '../sound/sound-client.ts';

/** Rows of a picture: more than the height of a lane shows nothing more. */
const MAX_ROWS = 128;

/** What a recording looks like as a whole, while and after it is computed. */
export class Overview {
  readonly features: FeatureSpec;
  readonly grid: FrameGrid;
  readonly scale: LevelScale;
  readonly info: SoundInfo;
  readonly samplesPerPeak: number;
  readonly peaks: PeakPyramid = createPeakPyramid();
  readonly levels: LevelPyramid;
  /** Counts the pieces that have come: what is drawn is drawn again. */
  revision = $state(0);
  /** Whether all pieces have come. */
  isWhole = $state(false);

  constructor(features: FeatureSpec, scale: LevelScale, info: SoundInfo, samplesPerPeak: number) {
    this.features = features;
    this.grid = new FrameGrid(features);
    this.scale = scale;
    this.info = info;
    this.samplesPerPeak = samplesPerPeak;
    this.levels = createLevelPyramid(this.scale.rows);
  }

  push({ peaks, levels }: SurveyPiece): void {
    this.peaks.push(peaks.least, peaks.most);
    this.levels.push(levels);
    this.revision++;
  }
}

/** How the values of features become the levels of an overview. */
export const overviewScale = (features: FeatureSpec): LevelScale => levelScale(features, MAX_ROWS);

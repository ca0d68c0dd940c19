export { alignEnvelopes, type Alignment } from './alignment.ts';
export { toMono, type Audio } from './audio.ts';
export { concatenate } from './concatenate.ts';
export {
  descriptorColumns,
  descriptorNames,
  type DescriptorColumn,
  type DescriptorName,
} from './descriptor-names.ts';
export { createDescriptorStream, type DescriptorStream } from './descriptor-stream.ts';
export { descriptors } from './descriptors.ts';
export { featureDifferences } from './feature-differences.ts';
export {
  defaultFeatures,
  featurePresets,
  originFeatures,
  whisperFeatures,
  yamnetFeatures,
} from './feature-presets.ts';
export { featureSpecSchema, parseFeatureSpec, specHash, type FeatureSpec } from './feature-spec.ts';
export { bandCentres, createFilterBank, logBandCount, type FilterBank } from './filter-bank.ts';
export { FrameGrid } from './frame-grid.ts';
export { createFramePool, type FramePool, type PooledFrames } from './frame-pool.ts';
export { frequencyTicks, type FrequencyTick } from './frequency-axis.ts';
export { createLevelPyramid, type LevelColumns, type LevelPyramid } from './level-pyramid.ts';
export { mfcc } from './mfcc.ts';
export { createPeakPyramid, type PeakColumns, type PeakPyramid } from './peak-pyramid.ts';
export { createPeakStream, type PeakStream } from './peaks.ts';
export { poolMaximum, type FrameMatrix } from './pool-maximum.ts';
export { colourTable, renderSpectrogram, type ColourMap, type Pixels, type RenderOptions } from './render.ts';
export { createResampler, resample, type Resampler } from './resample.ts';
export {
  createSpectrogramStream,
  spectrogram,
  type Spectrogram,
  type SpectrogramStream,
} from './spectrogram.ts';
export { absoluteDifference, spectrogramDifference } from './spectrogram-difference.ts';
export { levelScale, spectrogramLevels, type LevelScale } from './spectrogram-levels.ts';
export { pictureRange, spectrogramPicture } from './spectrogram-picture.ts';
export { valueRange, valueUnit, type ValueUnit } from './value-range.ts';

export { toMono, type Audio } from './audio.ts';
export { concatenate } from './concatenate.ts';
export { descriptorNames, descriptors, type DescriptorName } from './descriptors.ts';
export {
  defaultFeatures,
  featureSpecSchema,
  originFeatures,
  parseFeatureSpec,
  specHash,
  type FeatureSpec,
} from './feature-spec.ts';
export { bandCentres, createFilterBank, type FilterBank } from './filter-bank.ts';
export { FrameGrid } from './frame-grid.ts';
export { frequencyTicks, type FrequencyTick } from './frequency-axis.ts';
export { colourTable, renderSpectrogram, type ColourMap, type Pixels, type RenderOptions } from './render.ts';
export { createResampler, resample, type Resampler } from './resample.ts';
export {
  createSpectrogramStream,
  spectrogram,
  type Spectrogram,
  type SpectrogramStream,
} from './spectrogram.ts';
export { spectrogramPicture } from './spectrogram-picture.ts';

export { DecodeError } from './decode-error.ts';
export { createFeatureCache, type FeatureCache } from './feature-cache.ts';
export { featureFrames } from './feature-frames.ts';
export { figurePng } from './figure-png.ts';
export { isRecording } from './is-recording.ts';
export { type Corpus, readManifest, type Recording } from './manifest.ts';
export { ManifestError } from './manifest-error.ts';
export { openRecording, readAudio, type RecordingFile } from './open-recording.ts';
export { alignRecordings, type RecordingAlignment } from './recording-alignment.ts';
export { differenceFrames } from './recording-difference.ts';
export { readLabelFile } from './recording-labels.ts';
export { recordingTable, type RecordingTableOptions } from './recording-table.ts';
export {
  type SpectrogramImageOptions,
  type SpectrogramImages,
  writeSpectrogramImages,
} from './spectrogram-images.ts';
export { spectrogramOverview, type Stretch } from './spectrogram-overview.ts';
export { readSpectrogramTile, type SpectrogramTile } from './spectrogram-tile.ts';
export { type DatasetTile, readTileDataset, type TileDatasetOptions } from './tile-dataset.ts';
export { writeAtomically } from './write-atomically.ts';
export { type FrameTableFormat, frameTableFormats, writeFrameTable } from './write-frame-table.ts';

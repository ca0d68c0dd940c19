export { DecodeError } from './decode-error.ts';
export { computeFeatures, type ComputeFeaturesOptions, type RecordingFeatures } from './compute-features.ts';
export { type Corpus, type Recording } from './corpus/corpus.ts';
export { corpusLayouts, openCorpus } from './corpus/open-corpus.ts';
export { type CorpusOptions } from './corpus/read-corpus.ts';
export { splitItems } from './corpus/split-items.ts';
export { encodeFlac } from './encode-flac.ts';
export { type CachedFeaturesOptions, createFeatureCache, type FeatureCache } from './feature-cache.ts';
export { featureFrames } from './feature-frames.ts';
export { figurePng } from './figure-png.ts';
export { isRecording } from './is-recording.ts';
export { readManifest } from './manifest.ts';
export { ManifestError } from './manifest-error.ts';
export { measureRecording, type RecordingMeasures } from './measure-recording.ts';
export { createPieceReader } from './mixture-reader.ts';
export { sceneSource, type SourceRecording } from './mixture-sources.ts';
export { openRecording, readAudio, type RecordingFile } from './open-recording.ts';
export { alignRecordings, type RecordingAlignment } from './recording-alignment.ts';
export { differenceFrames } from './recording-difference.ts';
export { readAnnotations, readLabelFile } from './recording-labels.ts';
export { openRecordingPool, type PoolPiece, type RecordingPool } from './recording-pool.ts';
export { recordingTable, type RecordingTableOptions } from './recording-table.ts';
export {
  type SpectrogramImageOptions,
  type SpectrogramImages,
  writeSpectrogramImages,
} from './spectrogram-images.ts';
export { spectrogramOverview, type Stretch } from './spectrogram-overview.ts';
export { readSplitFile, splitsFromFile, type SplitRow, writeSplitFile } from './split-file.ts';
export { readSpectrogramTile, type SpectrogramTile } from './spectrogram-tile.ts';
export { type DatasetTile, readTileDataset, type TileDatasetOptions } from './tile-dataset.ts';
export { writeAtomically } from './write-atomically.ts';
export { type FrameTableFormat, frameTableFormats, writeFrameTable } from './write-frame-table.ts';

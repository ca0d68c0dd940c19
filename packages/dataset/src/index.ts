export {
  type Annotation,
  type AnnotationKind,
  assertOneLabelAtATime,
  createAnnotation,
  labelsOf,
} from './annotation.ts';
export { AnnotationError } from './annotation-error.ts';
export { type Grouped } from './deal-groups.ts';
export { type LabelTrack } from './figure/label-panel.ts';
export { type FigurePosteriors } from './figure/posterior-panel.ts';
export { spectrogramFigure, type SpectrogramFigure } from './figure/spectrogram-figure.ts';
export { type FigureSpectrogram } from './figure/spectrogram-panel.ts';
export { type FigureColours, printColours } from './figure/style.ts';
export { type AnnotationFormat, type FormatOptions } from './formats/annotation-format.ts';
export {
  type AnnotationFormatName,
  annotationFormats,
  detectFormat,
  fileStem,
  formatLosses,
} from './formats/annotation-formats.ts';
export { formatAudacity, parseAudacity } from './formats/audacity.ts';
export { formatCsv, parseCsv } from './formats/csv.ts';
export { type ClassificationJson, classificationSchema, formatJson, parseJson } from './formats/json.ts';
export { type SegmentColumn, type SegmentColumns } from './formats/segment-columns.ts';
export { decodeText, encodeText, type TextEncoding } from './formats/text-encoding.ts';
export { framePieces, type FrameSource } from './frame-source.ts';
export { type FrameTable } from './frame-table.ts';
export { frameTableCsv } from './frame-table-csv.ts';
export { type Hysteresis, bridgeGaps, hysteresisSpans } from './hysteresis-spans.ts';
export { foldSplits, kFold } from './k-fold.ts';
export { labelSeconds, type LabelSeconds } from './label-seconds.ts';
export { findLeakage, type Leak, type SplitRecording } from './leakage.ts';
export { type LabelMapping, mapLabels } from './map-labels.ts';
export { addEvent } from './mixture/add-event.ts';
export { type Band, type BandLimitName, bandLimitNames, bandLimits } from './mixture/band-limits.ts';
export { bandPass } from './mixture/band-pass.ts';
export { convolve } from './mixture/convolve.ts';
export { between, pick } from './mixture/draw.ts';
export { labelTrack } from './mixture/label-track.ts';
export { amplify, amplitude, decibels, meanPower, peakOf, toUnitPower } from './mixture/level.ts';
export { planScene } from './mixture/plan-scene.ts';
export { type ReadPiece, type RenderedScene, renderScene } from './mixture/render-scene.ts';
export { type Position, type Room, roomResponse } from './mixture/room.ts';
export { SceneError } from './mixture/scene-error.ts';
export {
  type Piece,
  type PlannedNoise,
  type ScenePlan,
  type Talker,
  type Turn,
} from './mixture/scene-plan.ts';
export { createScenePool, type ScenePool, type SceneSource } from './mixture/scene-pool.ts';
export { defaultSceneRecipe, parseSceneRecipe, type SceneRecipe } from './mixture/scene-recipe.ts';
export { snrDb } from './mixture/snr.ts';
export {
  createNormalizationFit,
  type Normalization,
  type NormalizationFit,
  normalizationSchema,
  normalize,
} from './normalization.ts';
export { createRandom, type Random } from './random.ts';
export { createSegment, type Segment } from './segment.ts';
export { type Span } from './span.ts';
export { createSpeechActivity, speechActivity, type SpeechActivity } from './speech-activity.ts';
export { type MaybeSplit, parseSplit, type Split, splitByGroup, SPLITS } from './split.ts';
export { type FoldsOfSplits, splitByFolds } from './split-by-folds.ts';
export { frameTargetMatrix, type FrameTargetMatrix } from './target-matrix.ts';
export { type FrameTargetOptions, frameTargets } from './targets.ts';
export { type WindowSpec, windowSpecSchema, windowStarts } from './windows.ts';

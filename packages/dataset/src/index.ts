export {
  type Annotation,
  type AnnotationKind,
  assertOneLabelAtATime,
  createAnnotation,
  labelsOf,
} from './annotation.ts';
export { AnnotationError } from './annotation-error.ts';
export { type LabelTrack } from './figure/label-panel.ts';
export { type FigurePosteriors } from './figure/posterior-panel.ts';
export { spectrogramFigure, type SpectrogramFigure } from './figure/spectrogram-figure.ts';
export { type FigureSpectrogram } from './figure/spectrogram-panel.ts';
export { type FigureColours, printColours } from './figure/style.ts';
export { formatAudacity, parseAudacity } from './formats/audacity.ts';
export { formatCsv, parseCsv } from './formats/csv.ts';
export { type ClassificationJson, classificationSchema, formatJson, parseJson } from './formats/json.ts';
export { framePieces, type FrameSource } from './frame-source.ts';
export { type FrameTable } from './frame-table.ts';
export { frameTableCsv } from './frame-table-csv.ts';
export {
  createNormalizationFit,
  type Normalization,
  type NormalizationFit,
  normalizationSchema,
  normalize,
} from './normalization.ts';
export { createRandom, type Random } from './random.ts';
export { createSegment, type Segment } from './segment.ts';
export { type Grouped, type Split, splitByGroup, SPLITS } from './split.ts';
export { frameTargets } from './targets.ts';
export { type WindowSpec, windowSpecSchema, windowStarts } from './windows.ts';

export {
  type Annotation,
  type AnnotationKind,
  assertOneLabelAtATime,
  createAnnotation,
  labelsOf,
} from './annotation.ts';
export { AnnotationError } from './annotation-error.ts';
export { formatAudacity, parseAudacity } from './formats/audacity.ts';
export { formatCsv, parseCsv } from './formats/csv.ts';
export { type ClassificationJson, formatJson, parseJson } from './formats/json.ts';
export type { FrameSource } from './frame-source.ts';
export {
  createNormalizationFit,
  type Normalization,
  type NormalizationFit,
  normalizationSchema,
  normalize,
} from './normalization.ts';
export { createRandom, type Random } from './random.ts';
export { createSegment, type Segment } from './segment.ts';
export { assertDisjoint, type Grouped, type Split, splitByGroup, SPLITS } from './split.ts';
export { frameTargets, NO_LABEL } from './targets.ts';
export { parseWindowSpec, type WindowSpec, windowSpecSchema, windowStarts } from './windows.ts';

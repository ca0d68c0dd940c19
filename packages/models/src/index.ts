export {
  deserializeArtifact,
  readContract,
  serializeArtifact,
  type ArtifactFiles,
  type Classifier,
} from './artifact.ts';
export { buildNetwork, type Architecture } from './architectures/index.ts';
export type { NetworkShape } from './architectures/shape.ts';
export { defaultVanillaConv, type VanillaConv } from './architectures/vanilla-conv.ts';
export {
  selectBackend,
  type BackendName,
  type BackendOptions,
  type SelectedBackend,
} from './backend/select.ts';
export { registerWasmGradients } from './backend/wasm-gradients.ts';
export {
  assertSameFeatures,
  ContractError,
  parseContract,
  type Decision,
  type ModelContract,
} from './contract.ts';
export {
  alwaysPositiveFloor,
  fitThreshold,
  frameEnergy,
  thresholdFloor,
  type Floor,
} from './evaluation/baselines.ts';
export {
  expectedCalibrationError,
  outcomes,
  reliability,
  type Outcomes,
  type ReliabilityBin,
} from './evaluation/calibration.ts';
export {
  accuracy,
  confusionMatrix,
  precisionRecallF1,
  type ConfusionMatrix,
  type PrecisionRecallF1,
} from './evaluation/confusion.ts';
export {
  foregroundLabel,
  frameMetrics,
  type FrameMetrics,
  type LabelMetrics,
} from './evaluation/frame-metrics.ts';
export { column, oneAgainstRest } from './evaluation/one-against-rest.ts';
export {
  averagePrecision,
  precisionRecallCurve,
  type PrecisionRecallCurve,
} from './evaluation/precision-recall.ts';
export { rocAuc, rocCurve, type RocCurve } from './evaluation/roc.ts';
export { fitTemperature, softmax } from './evaluation/temperature.ts';
export {
  classificationFormats,
  classificationJson,
  formatClassification,
  type ClassificationFormat,
} from './inference/classification-json.ts';
export { classify, type Classification } from './inference/classify.ts';
export { heldOutLogits, type HeldOutLogits } from './inference/held-out-logits.ts';
export {
  createLogitStream,
  posteriors,
  posteriorsOf,
  type LogitStream,
  type Posteriors,
} from './inference/posteriors.ts';
export { segmentPosteriors } from './inference/segmenter.ts';
export { type Augmentation } from './training/augmentation.ts';
export {
  deserializeCheckpoint,
  serializeCheckpoint,
  type Checkpoint,
  type EpochRow,
} from './training/checkpoint.ts';
export { fit, type FitEvent, type FitOptions, type FitResult } from './training/fit.ts';
export { createBatchLoader, type EpochBatches } from './training/batch-loader.ts';
export { type Batch } from './training/batch.ts';
export { defaultRecipe, recipeSchema, type Recipe } from './training/recipe.ts';
export { type LabelledFrames } from './training/spans.ts';

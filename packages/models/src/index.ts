export {
  deserializeArtifact,
  deserializeEncoder,
  embeddingNetwork,
  encoderOf,
  isEncoder,
  readContract,
  serializeArtifact,
  serializeEncoder,
  type ArtifactFiles,
  type Classifier,
  type Encoder,
} from './artifact.ts';
export { buildNetwork, type Architecture, type ArchitectureName } from './architectures/index.ts';
export { defaultAutoencoder, type Autoencoder } from './architectures/autoencoder.ts';
export { defaultDilatedConv, type DilatedConv } from './architectures/dilated-conv.ts';
export { defaultLstm, type LstmNetwork } from './architectures/lstm.ts';
export { transferWeights } from './architectures/transfer-weights.ts';
export { leftContextFrames, windowSpecOf } from './architectures/window.ts';
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
  type EncoderContract,
  type ModelContract,
} from './contract.ts';
export {
  alwaysPositiveFloor,
  fitThreshold,
  frameEnergy,
  thresholdFloor,
  type Floor,
} from './evaluation/baselines.ts';
export { bootstrapInterval, type BootstrapInterval, type BootstrapOptions } from './evaluation/bootstrap.ts';
export { boundaryErrors, type BoundaryError, type BoundaryErrors } from './evaluation/boundary-errors.ts';
export { calibrate, type Calibration } from './evaluation/calibrate.ts';
export {
  expectedCalibrationError,
  outcomes,
  reliability,
  type Outcomes,
  type ReliabilityBin,
} from './evaluation/calibration.ts';
export { chooseCalibration, type ChosenCalibration } from './evaluation/choose-calibration.ts';
export {
  accuracy,
  confusionMatrix,
  precisionRecallF1,
  type ConfusionMatrix,
  type PrecisionRecallF1,
} from './evaluation/confusion.ts';
export { detCurve, equalErrorRate, equalErrorRateOf, type DetCurve } from './evaluation/det.ts';
export {
  detectionErrorRate,
  sumDetectionErrors,
  type DetectionErrors,
  type DetectionOptions,
} from './evaluation/detection-error-rate.ts';
export { eventMetrics, type EventMetrics } from './evaluation/event-metrics.ts';
export { countFalseAlarms, falseAlarmsPerHour, type FalseAlarms } from './evaluation/false-alarms.ts';
export {
  foregroundLabel,
  frameMetrics,
  type FrameMetrics,
  type LabelMetrics,
} from './evaluation/frame-metrics.ts';
export { applyIsotonic, fitIsotonic, type IsotonicCurve, type IsotonicKnot } from './evaluation/isotonic.ts';
export {
  matchEvents,
  type EventCriteria,
  type EventMatching,
  type EventPair,
} from './evaluation/match-events.ts';
export { metricsBy, type MetricsGroup } from './evaluation/metrics-by.ts';
export { column, oneAgainstRest } from './evaluation/one-against-rest.ts';
export {
  falseAlarmTime,
  falseAlarmTimeOf,
  thresholdAtRecall,
  thresholdAtRecallOf,
  truePositiveRateAt,
  truePositiveRateOf,
} from './evaluation/operating-point.ts';
export {
  averagePrecision,
  averagePrecisionOf,
  precisionRecallCurve,
  type PrecisionRecallCurve,
} from './evaluation/precision-recall.ts';
export { rank, type Ranking } from './evaluation/ranking.ts';
export { rocAuc, rocAucOf, rocCurve, type RocCurve } from './evaluation/roc.ts';
export { rankHistograms, scoreHistograms, type ScoreHistogram } from './evaluation/score-histogram.ts';
export { fitTemperature, softmax } from './evaluation/temperature.ts';
export { tuneDecision, type TuningRecording } from './evaluation/tune-decision.ts';
export {
  classificationFormats,
  classificationJson,
  formatClassification,
  type ClassificationFormat,
} from './inference/classification-json.ts';
export { createAnswerStream, type AnswerStream, type InputContract } from './inference/answer-stream.ts';
export { classify, type Classification } from './inference/classify.ts';
export { answerPieces, type AnsweredPiece } from './inference/answer-pieces.ts';
export { embed, unitsOf } from './inference/embed.ts';
export { embeddedLogits, logitLayer, type EmbeddedRecording } from './inference/embedded-recording.ts';
export { drawLabelBudget } from './evaluation/label-budget.ts';
export { heldOutLogits, type HeldOutLogits } from './inference/held-out-logits.ts';
export { createLiveClassifier, type LiveAnswer, type LiveClassifier } from './inference/live-classifier.ts';
export { posteriors, posteriorsOf, type Posteriors } from './inference/posteriors.ts';
export { segmentPosteriors } from './inference/segmenter.ts';
export { createStretchMeans, type StretchMeans, type StretchMeansFit } from './inference/stretch-means.ts';
export { suggestLabels, type LabelSuggestion, type SuggestionGround } from './inference/suggest-labels.ts';
export { type LstmOutput } from './layers/fused-lstm.ts';
export { type LstmStates } from './layers/lstm-states.ts';
export { type LstmState } from './layers/lstm-steps.ts';
export { lstm, type Lstm, type LstmOptions } from './layers/lstm.ts';
export { type Augmentation } from './training/augmentation.ts';
export { serializeCheckpoint, type Checkpoint, type EpochCosts } from './training/checkpoint.ts';
export {
  deserializeCheckpoint,
  fit,
  type FitEvent,
  type FitOptions,
  type FitResult,
} from './training/fit.ts';
export { finiteSource } from './training/finite-source.ts';
export {
  deserializePretraining,
  pretrain,
  type AnsweredExamples,
  type PretrainEvent,
  type PretrainOptions,
  type PretrainResult,
  type PretrainRow,
} from './training/pretrain.ts';
export { buildPretrainingNetwork, type PretrainingNetwork } from './training/pretraining-network.ts';
export { type UnlabelledFrames } from './training/pretrain-examples.ts';
export {
  defaultPretrainRecipes,
  pretrainRecipeSchema,
  type Corruption,
  type PretrainRecipe,
} from './training/pretrain-recipe.ts';
export { createBatchLoader, type EpochBatches } from './training/batch-loader.ts';
export { type Batch } from './training/batch.ts';
export { crossValidateReadout, type HeldOutAccuracy } from './training/cross-validate-readout.ts';
export { fitReadout, type Readout } from './training/readout.ts';
export { readoutClassifier } from './training/readout-classifier.ts';
export {
  embeddedExamples,
  readoutExamples,
  type LabelledEmbeddings,
  type ReadoutExamples,
} from './training/readout-examples.ts';
export { defaultRecipe, defaultRecipes, recipeSchema, type Recipe } from './training/recipe.ts';
export { DivergenceError, type Ending, type TrainingEvent } from './training/optimize.ts';
export { type LabelledFrames } from './training/spans.ts';
export { validate, type EpochRow } from './training/validate.ts';

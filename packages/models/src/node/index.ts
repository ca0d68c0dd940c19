export { readArtifact, readEncoder, writeArtifact, writeEncoder } from './artifact-files.ts';
export {
  defaultModelFolder,
  defaultModelName,
  pretrainedModels,
  type PretrainedModel,
} from './pretrained.ts';

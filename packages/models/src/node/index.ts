export { readArtifact, writeArtifact } from './artifact-files.ts';

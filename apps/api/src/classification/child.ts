/** Runs as a process of its own: see classifier-process.ts. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { DecodeError, openRecording } from '@earmark/dataset/node';
import { classificationJson, classify, ContractError, selectBackend, type Classifier } from '@earmark/models';
import { readArtifact } from '@earmark/models/node';
import type { ClassificationAnswer, ClassificationJob } from './messages.ts';

let loaded: { readonly version: string; readonly classifier: Classifier } | undefined;

/** The classifier of a folder; kept for the next job unless another folder is asked for or its files have changed. */
async function classifierOf(folder: string): Promise<Classifier> {
  const { mtimeMs, size } = await stat(path.join(folder, 'weights.bin'));
  const version = JSON.stringify([folder, mtimeMs, size]);
  if (loaded?.version === version) return loaded.classifier;
  loaded?.classifier.network.dispose();
  loaded = undefined;
  const classifier = await readArtifact(folder);
  loaded = { version, classifier };
  return classifier;
}

async function answer({
  id,
  modelName,
  modelFolder,
  recordingPath,
  uri,
  posteriors,
}: ClassificationJob): Promise<ClassificationAnswer> {
  try {
    const classifier = await classifierOf(modelFolder);
    const recording = await openRecording(recordingPath);
    const classification = await classify(classifier, recording.chunks(), recording.sampleRate);
    for (const warning of recording.warnings) console.warn(`${uri}: ${warning}`);
    return { id, type: 'classified', classification: classificationJson(uri, classification, posteriors) };
  } catch (error) {
    // The caller knows neither folder by the name it has here.
    const message = (error as Error).message
      .replaceAll(recordingPath, uri)
      .replaceAll(modelFolder, modelName);
    return { id, type: 'failed', fault: faultOf(error), message };
  }
}

function faultOf(error: unknown): 'recording' | 'model' | 'program' {
  if (error instanceof DecodeError || error instanceof RangeError) return 'recording';
  return error instanceof ContractError ? 'model' : 'program';
}

const backend = selectBackend();
let queue: Promise<unknown> = backend;

process.on('message', (job: ClassificationJob) => {
  queue = queue.then(async () => process.send?.(await answer(job)));
});
process.on('disconnect', () => process.exit());

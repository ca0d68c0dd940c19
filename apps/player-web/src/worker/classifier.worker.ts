/** The network's home: tfjs is loaded here and nowhere else. One request after the other; a newer classification ends an older one. */
import { resample, spectrogram, spectrogramPicture, type Audio } from '@earmark/dsp';
import {
  classificationJson,
  classify,
  deserializeArtifact,
  formatClassification,
  selectBackend,
  type Classification,
  type ClassificationFormat,
  type Classifier,
} from '@earmark/models';
import type { OpenedModel } from '../lib/classifier-client.ts';
import type { ClassifierAnswer, ClassifierRequest, Heard, ModelFiles } from '../lib/classifier-messages.ts';

const CHUNK_SECONDS = 10;
/** Wider than any screen shows at once, and well within what every canvas holds. */
const MAX_COLUMNS = 4096;

let classifier: Classifier | undefined;
let heardLast: Classification | undefined;
let newestId = 0;
let queue: Promise<unknown> = Promise.resolve();

self.onmessage = ({ data: request }: MessageEvent<ClassifierRequest>) => {
  if (request.type !== 'format') newestId = request.id;
  queue = queue.then(() => answer(request)).catch((error: unknown) => fail(request.id, error));
};

function post(answer: ClassifierAnswer, handOver: Transferable[] = []): void {
  self.postMessage(answer, { transfer: handOver });
}

function fail(id: number, error: unknown): void {
  post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
}

async function answer(request: ClassifierRequest): Promise<void> {
  const { id } = request;
  switch (request.type) {
    case 'open-model': {
      const { contract, backend } = await openModel(request.files);
      return post({ type: 'model-opened', id, contract, backend });
    }
    case 'classify':
      return post({ type: 'classified', id, heard: await hear(request.audio, id) });
    case 'format':
      return post({ type: 'formatted', id, text: formatHeard(request.uri, request.format) });
  }
}

async function openModel({ modelJson, weights, source }: ModelFiles): Promise<OpenedModel> {
  const backend = await selectBackend('wasm', { wasmPath: '/tfjs/' });
  const opened = await deserializeArtifact(modelJson, weights, source);
  classifier?.network.dispose();
  classifier = opened;
  return { contract: opened.contract, backend: backend.name };
}

/** The spectrogram is posted as soon as it is there: the network takes much longer. */
async function hear(audio: Audio, id: number): Promise<Heard> {
  if (!classifier) throw new Error('No model is open. Choose one, or drop a model.json and its weights.bin.');
  const { features } = classifier.contract;
  const { samples } = resample(audio, features.sampleRate);
  const seen = await spectrogram({ samples, sampleRate: features.sampleRate }, features);
  if (seen.frames > 0)
    post({ type: 'spectrogram', id, pixels: spectrogramPicture(seen, MAX_COLUMNS), frames: seen.frames });
  heardLast = await classify(
    classifier,
    unlessOvertaken(samples, features.sampleRate, id),
    features.sampleRate,
    (seconds) => post({ type: 'progress', id, seconds }),
  );
  const { posteriors, segments } = heardLast;
  return { posteriors: posteriors.values, frames: posteriors.frames, segments };
}

function formatHeard(uri: string, format: ClassificationFormat): string {
  if (!heardLast) throw new Error('Nothing has been classified yet.');
  return formatClassification(classificationJson(uri, heardLast, format === 'json'), format);
}

/** The samples in pieces; between two of them the worker hears whether the page wants something else. */
async function* unlessOvertaken(
  samples: Float32Array,
  sampleRate: number,
  id: number,
): AsyncGenerator<Float32Array> {
  const chunkLength = CHUNK_SECONDS * sampleRate;
  for (let at = 0; at < samples.length; at += chunkLength) {
    await new Promise((resume) => setTimeout(resume));
    if (newestId !== id) throw new Error('Another recording or model was opened.');
    yield samples.subarray(at, at + chunkLength);
  }
}

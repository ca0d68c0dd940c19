import type { Audio, Pixels } from '@earmark/dsp';
import type { ClassificationFormat, ModelContract } from '@earmark/models';
import type { ClassifierAnswer, ClassifierRequest, Heard, ModelFiles } from './classifier-messages.ts';

/** The part of a Worker that is used here. */
export type ClassifierPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface OpenedModel {
  readonly contract: ModelContract;
  /** The tfjs backend that computes it. */
  readonly backend: string;
}

/** What is heard of a classification while it runs. */
export interface ClassifyListener {
  /** `frames` is the number of frames that the picture stands for. */
  readonly onSpectrogram: (pixels: Pixels, frames: number) => void;
  readonly onProgress: (seconds: number) => void;
}

/** The network, as the page sees it: it lives in a worker, and tfjs is loaded there only. */
export interface ClassifierClient {
  /** @throws Error that says what is wrong with the files */
  openModel(files: ModelFiles): Promise<OpenedModel>;
  /** Classifies with the model that was opened last; the samples are handed over and gone here. A newer call ends an older one. */
  classify(audio: Audio, listener: ClassifyListener): Promise<Heard>;
  /** Writes what was classified last, in JSON with the posteriors of every frame. */
  format(uri: string, format: ClassificationFormat): Promise<string>;
}

type FinalAnswer = Exclude<ClassifierAnswer, { type: 'spectrogram' | 'progress' | 'failed' }>;

interface Pending {
  readonly listener?: ClassifyListener | undefined;
  readonly resolve: (answer: FinalAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Turns the worker's messages into promises.
 *
 * @param startWorker called at the first request, and at the first one after a crash; the model is then opened again unasked
 * @example const client = createClassifierClient(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
 */
export function createClassifierClient(startWorker: () => ClassifierPort): ClassifierClient {
  const pending = new Map<number, Pending>();
  let worker: ClassifierPort | undefined;
  let openedFiles: ModelFiles | undefined;
  let lastId = 0;

  function start(): ClassifierPort {
    const started = startWorker();
    started.onmessage = ({ data }: MessageEvent<ClassifierAnswer>) => receive(data);
    started.onerror = (event) => {
      started.terminate();
      worker = undefined;
      const reason = event.message || 'it could not be loaded';
      for (const { reject } of pending.values())
        reject(new Error(`The classifier stopped working: ${reason}.`));
      pending.clear();
    };
    if (openedFiles)
      started.postMessage({ type: 'open-model', id: 0, files: openedFiles } satisfies ClassifierRequest);
    return started;
  }

  function receive(answer: ClassifierAnswer): void {
    const request = pending.get(answer.id);
    if (answer.type === 'spectrogram') return request?.listener?.onSpectrogram(answer.pixels, answer.frames);
    if (answer.type === 'progress') return request?.listener?.onProgress(answer.seconds);
    pending.delete(answer.id);
    if (answer.type === 'failed') request?.reject(new Error(answer.message));
    else request?.resolve(answer);
  }

  async function ask<T extends FinalAnswer['type']>(
    expected: T,
    request: ClassifierRequest,
    handOver: Transferable[] = [],
    listener?: ClassifyListener,
  ): Promise<Extract<FinalAnswer, { type: T }>> {
    const answer = await new Promise<FinalAnswer>((resolve, reject) => {
      pending.set(request.id, { listener, resolve, reject });
      worker ??= start();
      worker.postMessage(request, handOver);
    });
    if (answer.type !== expected)
      throw new Error(`The classifier answered ${answer.type} to ${request.type}.`);
    return answer as Extract<FinalAnswer, { type: T }>;
  }

  return {
    async openModel(files) {
      const answer = await ask('model-opened', { type: 'open-model', id: ++lastId, files });
      openedFiles = files;
      return { contract: answer.contract, backend: answer.backend };
    },
    async classify(audio, listener) {
      const request: ClassifierRequest = { type: 'classify', id: ++lastId, audio };
      return (await ask('classified', request, [audio.samples.buffer], listener)).heard;
    },
    async format(uri, format) {
      return (await ask('formatted', { type: 'format', id: ++lastId, uri, format })).text;
    },
  };
}

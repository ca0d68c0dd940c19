import type { Segment } from '@earmark/dataset';
import type { ArtifactFiles } from '@earmark/models';
import type { SoundSource } from '../sound/sound-source.ts';
import { createWorkerRequests, type WorkerPort } from '../workers/worker-requests.ts';
import type {
  Heard,
  LiveHeard,
  ModelFiles,
  NetworkAnswer,
  NetworkRequest,
  OpenedModel,
  Suggestion,
  Taught,
  TeachRequest,
} from './network-messages.ts';

export type { Heard, OpenedModel, Suggestion, Taught } from './network-messages.ts';

/** Live input: one network hears it at a time. */
export interface LiveNetwork {
  /**
   * Lets an open classifier hear what comes through a port, as `SampleBlock`s, until `stop` or another start.
   *
   * @param samples is handed over: its other end belongs to the microphone
   * @param onFailed hears in plain words why it ended, where it did not start or did not end by itself
   * @throws Error where the model knows no labels, or is not open
   */
  start(
    id: number,
    sampleRate: number,
    onHeard: (heard: LiveHeard) => void,
    samples: MessagePort,
    onFailed?: (message: string) => void,
  ): Promise<void>;
  stop(): void;
}

/** How teaching goes, and whether it is still wanted. */
export interface TeachOptions {
  readonly signal: AbortSignal;
  /** Hears how far it is, from 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** The networks, as the page sees them: they live in a worker, and tfjs is loaded there only. */
export interface NetworkClient {
  /**
   * Opens a classifier or an encoder; those that are open stay open.
   *
   * @throws Error that says what is wrong with the files
   */
  openModel(files: ModelFiles): Promise<OpenedModel>;
  closeModel(id: number): void;
  /**
   * Lets a model hear a recording.
   *
   * @throws the signal's reason where it is aborted; Error in plain words where the recording can't be decoded
   */
  hear(
    id: number,
    source: SoundSource,
    onProgress: (seconds: number) => void,
    signal: AbortSignal,
  ): Promise<Heard>;
  /**
   * Makes a new model that hears like `encoder` and tells the labels apart; it is open from then on.
   *
   * @throws Error where fewer than two labels have examples, or nothing was heard yet; the signal's reason where it is aborted
   */
  teach(request: TeachRequest, options: TeachOptions): Promise<Taught>;
  /** Moments of the recording that the model heard last which are worth a label, the most instructive first. */
  suggest(id: number, reference: readonly Segment[], count: number): Promise<readonly Suggestion[]>;
  /** `model.json` and `weights.bin`, to be kept. */
  files(id: number): Promise<ArtifactFiles>;
  readonly live: LiveNetwork;
}

interface Live {
  readonly id: number;
  readonly onHeard: (heard: LiveHeard) => void;
  readonly onFailed: (message: string) => void;
}

/** What the page remembers of an open model, so that a new worker can take over. */
interface Remembered {
  readonly files: ModelFiles;
  /** What it heard last. */
  readonly source?: SoundSource;
  /** Which worker heard that. */
  readonly heardBy?: WorkerPort;
}

/**
 * Turns the worker's messages into promises.
 *
 * @param startWorker called at the first request, and at the first one after a crash; the models are then opened again unasked, and
 *   hear their recordings again where somebody asks about them
 * @example createNetworkClient(() => new Worker(new URL('./network.worker.ts', import.meta.url), { type: 'module' }))
 */
export function createNetworkClient(startWorker: () => WorkerPort): NetworkClient {
  const models = new Map<number, Remembered>();
  let live: Live | undefined;

  const requests = createWorkerRequests<NetworkRequest, NetworkAnswer>({
    name: 'The network',
    startWorker,
    interim: ['progress', 'training'],
    onUnasked(answer) {
      if (live?.id !== answer.id) return;
      if (answer.type === 'live-heard') live.onHeard(answer.heard);
      if (answer.type === 'failed') failLive(answer.message);
    },
    onCrash(message) {
      if (live && !requests.isWaiting(live.id)) failLive(message);
    },
    onStart(worker) {
      for (const [model, { files }] of models)
        worker.postMessage({
          type: 'open-model',
          id: requests.nextId(),
          model,
          files,
        } satisfies NetworkRequest);
    },
  });
  const { ask, nextId, running, tell } = requests;

  function failLive(message: string): void {
    live?.onFailed(message);
    live = undefined;
  }

  async function hear(
    id: number,
    source: SoundSource,
    onProgress: (seconds: number) => void,
    signal?: AbortSignal,
  ): Promise<Heard> {
    const model = models.get(id);
    // From now on it does not know another recording.
    if (model && model.source !== source) models.set(id, { files: model.files });
    const request: NetworkRequest = {
      type: 'hear',
      id: nextId(),
      model: id,
      source,
      forget: modelsOfOthers(source),
    };
    const { heard } = await ask('heard', request, {
      signal,
      onInterim: (answer) => answer.type === 'progress' && onProgress(answer.seconds),
    });
    remember(id, source);
    return heard;
  }

  /** The models that heard another recording last: the one that is heard now needs the room. */
  const modelsOfOthers = (source: SoundSource): readonly number[] =>
    [...models].filter(([, { source: old }]) => old && old !== source).map(([model]) => model);

  function remember(id: number, source: SoundSource): void {
    const model = models.get(id);
    if (model) models.set(id, { ...model, source, heardBy: running() });
  }

  /** A worker that was started after a crash has heard nothing. */
  async function hearAgainIfLost(id: number, signal?: AbortSignal): Promise<void> {
    const { source, heardBy } = models.get(id) ?? {};
    if (source && heardBy !== running()) await hear(id, source, () => {}, signal);
  }

  return {
    async openModel(files) {
      const model = nextId();
      const { opened } = await ask('model-opened', { type: 'open-model', id: nextId(), model, files });
      models.set(model, { files });
      return opened;
    },
    closeModel(model) {
      models.delete(model);
      tell({ type: 'close-model', id: nextId(), model });
    },
    hear,
    async teach(request, { signal, onProgress }) {
      await hearAgainIfLost(request.encoder, signal);
      const model = nextId();
      const { taught, files } = await ask(
        'taught',
        { type: 'teach', id: nextId(), model, request },
        { signal, onInterim: (answer) => answer.type === 'training' && onProgress(answer.done) },
      ).catch((error: unknown) => {
        // Where it was finished before it heard that it is not wanted, it must not stay open.
        tell({ type: 'close-model', id: nextId(), model });
        throw error;
      });
      const { source } = models.get(request.encoder) ?? {};
      models.set(model, { files: { ...files, source: `a model taught on ${request.name}` } });
      if (source) remember(model, source);
      return taught;
    },
    async suggest(id, reference, count) {
      await hearAgainIfLost(id);
      const request: NetworkRequest = { type: 'suggest', id: nextId(), model: id, reference, count };
      return (await ask('suggested', request)).suggestions;
    },
    async files(id) {
      const model = models.get(id);
      if (!model) throw new Error('This model is not open any more. Choose it again.');
      return { modelJson: model.files.modelJson, weights: model.files.weights };
    },
    live: {
      async start(model, sampleRate, onHeard, samples, onFailed = () => {}) {
        const id = nextId();
        live = { id, onHeard, onFailed };
        const request: NetworkRequest = { type: 'start-live', id, model, sampleRate, samples };
        try {
          await ask('live-started', request, { handOver: [samples] });
        } catch (error) {
          if (live?.id === id) live = undefined;
          throw error;
        }
      },
      stop() {
        live = undefined;
        tell({ type: 'stop-live', id: nextId() });
      },
    },
  };
}

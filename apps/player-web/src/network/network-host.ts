import { selectBackend, serializeArtifact, suggestLabels } from '@earmark/models';
import { FrameGrid } from '@earmark/dsp';
import type { openSound } from '../sound/open-sound.ts';
import { heardOf, hearRecording } from './hearing.ts';
import { createLiveInput } from './live-input.ts';
import type { NetworkAnswer, NetworkRequest, OpenedModel, Suggestion } from './network-messages.ts';
import { createOpenedModels, readModel, type OpenModel } from './opened-models.ts';
import { teach } from './teaching.ts';

/** What the worker stands on. */
export interface NetworkGround {
  /** Sends an answer to the page. */
  readonly post: (answer: NetworkAnswer) => void;
  readonly openSound: typeof openSound;
  /** What computes here, for the provenance of what is taught. */
  readonly versions: Readonly<Record<string, string>>;
  /** Where the `.wasm` files of tfjs are; Node knows by itself. */
  readonly wasmPath?: string;
}

type Asked<T extends NetworkRequest['type']> = Extract<NetworkRequest, { type: T }>;

/**
 * The worker's side of `createNetworkClient`: takes requests, one after the other, and answers each; live input is heard in between.
 *
 * @example self.onmessage = ({ data }) => host(data) // where host = createNetworkHost({ post, openSound, wasmPath: '/tfjs/' })
 */
export function createNetworkHost({
  post,
  openSound,
  versions,
  wasmPath,
}: NetworkGround): (request: NetworkRequest) => void {
  const models = createOpenedModels();
  const live = createLiveInput(post);
  const controllers = new Map<number, AbortController>();
  let queue: Promise<void> = Promise.resolve();
  let opening: Promise<void> = Promise.resolve();
  let backend = '';

  const openedOf = (id: number, { classifier, encoder }: OpenModel): OpenedModel => ({
    id,
    contract: (classifier ?? encoder).contract,
    labels: classifier?.contract.labels ?? [],
    backend,
  });

  async function openModel({ id, model, files }: Asked<'open-model'>): Promise<void> {
    backend = (await selectBackend('wasm', wasmPath === undefined ? {} : { wasmPath })).name;
    models.set(model, await readModel(files));
    post({ type: 'model-opened', id, opened: openedOf(model, models.get(model)) });
  }

  async function hear({ id, model, source, forget }: Asked<'hear'>, signal: AbortSignal): Promise<void> {
    // There need not be room for two recordings.
    for (const old of [model, ...forget]) models.forgetHeard(old);
    const hearing = models.get(model);
    const onProgress = (seconds: number) => post({ type: 'progress', id, seconds });
    const heard = await hearRecording(hearing, () => openSound(source), { onProgress, signal });
    models.setHeard(model, heard);
    post({ type: 'heard', id, heard: heardOf(heard, hearing) });
  }

  async function learn({ id, model, request }: Asked<'teach'>, signal: AbortSignal): Promise<void> {
    const start = performance.now();
    const onProgress = (done: number) => post({ type: 'training', id, done });
    const made = { backend, versions };
    const lesson = await teach(models.get(request.encoder), request, made, { onProgress, signal });
    models.set(model, lesson.model);
    const { classifier, heard } = lesson.model;
    const files = await serializeArtifact(classifier);
    const taught = {
      model: openedOf(model, lesson.model),
      heard: heardOf(heard, lesson.model),
      labelledSeconds: lesson.labelledSeconds,
      heldOut: lesson.heldOut,
      milliseconds: performance.now() - start,
    };
    post({ type: 'taught', id, taught, files });
  }

  function suggest({ model, reference, count }: Asked<'suggest'>): readonly Suggestion[] {
    const { heard, encoder } = models.get(model);
    if (!heard)
      throw new Error('The network has not heard this recording yet. Let it hear the recording first.');
    return suggestLabels({ ...heard, reference, grid: new FrameGrid(encoder.contract.features) }, count);
  }

  async function answer(request: Exclude<NetworkRequest, { type: 'cancel' | 'stop-live' }>): Promise<void> {
    const { id } = request;
    const controller = new AbortController();
    controllers.set(id, controller);
    /** Opening does not wait for what is being heard, nor does live input. */
    function inTurn(work: () => Promise<void> | void): Promise<void> {
      const turn = Promise.allSettled([queue, opening]).then(() => {
        controller.signal.throwIfAborted();
        return work();
      });
      queue = turn;
      return turn;
    }
    try {
      switch (request.type) {
        case 'open-model':
          opening = Promise.allSettled([opening]).then(() => openModel(request));
          return await opening;
        case 'close-model':
          live.stopModel(request.model);
          return await inTurn(() => models.close(request.model));
        case 'hear':
          return await inTurn(() => hear(request, controller.signal));
        case 'teach':
          return await inTurn(() => learn(request, controller.signal));
        case 'suggest':
          return await inTurn(() => post({ type: 'suggested', id, suggestions: suggest(request) }));
        case 'start-live':
          return await live.start(
            request,
            Promise.allSettled([opening]).then(() => models.get(request.model)),
          );
      }
    } catch (error) {
      post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      controllers.delete(id);
    }
  }

  return (request) => {
    if (request.type === 'cancel') controllers.get(request.id)?.abort();
    else if (request.type === 'stop-live') live.stop();
    else void answer(request);
  };
}

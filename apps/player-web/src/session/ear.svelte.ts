import { SvelteMap } from 'svelte/reactivity';
import type { Heard, NetworkClient } from '../network/network-client.ts';
import type { ModelFiles } from '../network/network-messages.ts';
import type { SoundSource } from '../sound/sound-source.ts';
import { hearingOf, type Hearing, type OpenModel } from './hearing.ts';
import type { TaskContext } from './tasks.svelte.ts';

/** A model that is hearing a recording. */
interface Listening {
  readonly source: SoundSource;
  readonly heard: Promise<Heard>;
  /** Of the one who asked first: ends it. */
  readonly signal: AbortSignal;
  /** Of all who wait for it. */
  readonly listeners: Set<(seconds: number) => void>;
}

/** The networks that are open: the model that judges, and the one that labels were learned on. */
export class Ear {
  model = $state.raw<OpenModel>();
  /** The network that labels were learned on; it stays open beside the model that was taught. */
  encoder = $state.raw<OpenModel>();

  readonly network: NetworkClient;
  /** Which recording each open model has heard last. */
  readonly #heard = new SvelteMap<number, SoundSource>();
  /** What each open model is hearing. */
  readonly #listening = new Map<number, Listening>();

  constructor(network: NetworkClient) {
    this.network = network;
  }

  async open(name: string, files: ModelFiles): Promise<OpenModel> {
    return { name, opened: await this.network.openModel(files) };
  }

  useModel(model: OpenModel): void {
    const old = this.model;
    this.model = model;
    if (old) this.release(old);
  }

  useEncoder(encoder: OpenModel | undefined): void {
    const old = this.encoder;
    this.encoder = encoder;
    if (old) this.release(old);
  }

  /** Closes a model, unless it is used here. */
  release({ opened: { id } }: OpenModel): void {
    if ([this.model, this.encoder].some((used) => used?.opened.id === id)) return;
    this.network.closeModel(id);
    this.#heard.delete(id);
  }

  hasHeard({ opened }: OpenModel, source: SoundSource): boolean {
    return this.#heard.get(opened.id) === source;
  }

  /** A model that was taught on a recording knows it without hearing it again. */
  noteHeard({ opened }: OpenModel, source: SoundSource): void {
    this.#heard.set(opened.id, source);
  }

  /**
   * What a model makes of a recording. Who asks while it is hearing that recording waits for what comes of it, and starts anew only
   * where the one who asked first does not want it any more.
   *
   * @param durationSeconds of the recording, for the progress
   * @returns nothing where the model knows no labels yet
   * @throws the signal's reason where it is aborted; Error in plain words where the recording can't be decoded
   */
  async listen(
    model: OpenModel,
    source: SoundSource,
    durationSeconds: number,
    { signal, report }: TaskContext,
  ): Promise<Hearing | undefined> {
    const onProgress = (seconds: number) =>
      report({ what: 'Listening', done: Math.min(1, seconds / durationSeconds) });
    for (;;) {
      const underWay = this.#listening.get(model.opened.id);
      const isShared = underWay?.source === source;
      const listening = isShared ? underWay : this.#startListening(model, source, signal);
      listening.listeners.add(onProgress);
      try {
        return hearingOf(model, await unlessAborted(listening.heard, signal));
      } catch (error) {
        if (signal.aborted || !listening.signal.aborted) throw error;
      } finally {
        listening.listeners.delete(onProgress);
      }
    }
  }

  #startListening(model: OpenModel, source: SoundSource, signal: AbortSignal): Listening {
    const { id } = model.opened;
    // The network makes room for this recording: what it heard of another one, or began to hear of this one, is gone.
    for (const [other, heard] of this.#heard) if (other === id || heard !== source) this.#heard.delete(other);
    const listeners: Listening['listeners'] = new Set();
    const tellAll = (seconds: number) => {
      for (const listener of listeners) listener(seconds);
    };
    const hear = async () => {
      try {
        const heard = await this.network.hear(id, source, tellAll, signal);
        if (isNewest()) this.noteHeard(model, source);
        return heard;
      } finally {
        if (isNewest()) this.#listening.delete(id);
      }
    };
    const isNewest = () => this.#listening.get(id) === listening;
    const listening = { source, heard: hear(), signal, listeners };
    this.#listening.set(id, listening);
    return listening;
  }
}

/** What a promise comes to, or the reason why nobody waits for it any more. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

import type { Segment } from '@earmark/dataset';
import { FrameGrid, type Pixels } from '@earmark/dsp';
import type { ClassificationFormat, Posteriors } from '@earmark/models';
import { fetchModel, fetchOffers, fetchRecording, type OfferedRecording, type Offers } from '../lib/api.ts';
import { createClassifierClient, type OpenedModel } from '../lib/classifier-client.ts';
import type { ModelFiles } from '../lib/classifier-messages.ts';
import { decodeRecording } from '../lib/decode.ts';
import { readModel, sortFiles } from '../lib/dropped-files.ts';
import { Transport } from './transport.svelte.ts';

/** What is going on, in words, and how far it is where that is known. */
export interface Work {
  readonly what: string;
  /** From 0 to 1. */
  readonly done?: number;
}

/** A spectrogram and where it lies in time. */
export interface Picture {
  readonly pixels: Pixels;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What can be under way at the same time; a new wish of one sort replaces an older one of that sort. */
type Task = 'recording' | 'model' | 'hearing';

/** One recording and one model: opened in any order, classified as soon as both are there. */
export class Session {
  readonly transport = new Transport();
  offers = $state.raw<Offers>({ models: [], defaultModel: null, recordings: [] });
  recording = $state.raw<File>();
  /** As the API calls it, or the file's own name. */
  recordingName = $state<string>();
  model = $state.raw<OpenedModel & { readonly name: string }>();
  picture = $state.raw<Picture>();
  track = $state.raw<Posteriors>();
  segments = $state.raw<readonly Segment[]>([]);
  /** What went wrong, in plain words. */
  problem = $state<string>();

  readonly #classifier = createClassifierClient(
    () => new Worker(new URL('../worker/classifier.worker.ts', import.meta.url), { type: 'module' }),
  );
  /** Counts the wishes of each sort: what an older one still brings is dropped. */
  readonly #turns: Record<Task, number> = { recording: 0, model: 0, hearing: 0 };
  #works = $state.raw<Readonly<Partial<Record<Task, Work>>>>({});

  constructor() {
    this.transport.onProblem = (message) => (this.problem ??= message);
  }

  /** What is under way, if anything is. */
  get work(): Work | undefined {
    return this.#works.hearing ?? this.#works.model ?? this.#works.recording;
  }

  /** Asks the API what it offers, and opens its default model. */
  async start(): Promise<void> {
    try {
      this.offers = await fetchOffers();
    } catch (error) {
      this.problem = (error as Error).message;
      return;
    }
    if (this.offers.defaultModel) await this.openOfferedModel(this.offers.defaultModel);
  }

  /** Opens what was dropped or chosen: a recording, the two files of a model, or all three. */
  async openFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    try {
      const { recording, model } = sortFiles(files);
      if (recording) this.#putOn(recording, recording.name);
      if (model) await this.#openModel('your own files', () => readModel(model));
      else await this.#classify();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  async openOfferedModel(name: string): Promise<void> {
    await this.#openModel(name, () => fetchModel(name));
  }

  async openOfferedRecording(offered: OfferedRecording): Promise<void> {
    await this.#run('recording', `Fetching ${offered.name}`, async (isNewest) => {
      const recording = await fetchRecording(offered);
      if (!isNewest()) return;
      this.#putOn(recording, offered.name);
      void this.#classify();
    });
  }

  /** The segments, with every frame's posteriors in JSON, as a file to keep. */
  async save(format: ClassificationFormat): Promise<File> {
    const name = this.recording?.name ?? 'recording';
    const extension = { audacity: 'txt', csv: 'csv', json: 'json' }[format];
    return new File(
      [await this.#classifier.format(name, format)],
      `${name.replace(/\.[^.]*$/, '')}.${extension}`,
    );
  }

  #putOn(recording: File, name: string): void {
    this.#turns.recording++;
    this.#report('recording', undefined);
    this.recording = recording;
    this.recordingName = name;
    this.transport.open(recording);
  }

  #takeOff(): void {
    this.recording = undefined;
    this.recordingName = undefined;
    this.transport.close();
  }

  async #openModel(name: string, read: () => Promise<ModelFiles>): Promise<void> {
    await this.#run('model', `Opening the model ${name}`, async (isNewest) => {
      const opened = await this.#classifier.openModel(await read());
      if (!isNewest()) return;
      this.model = { ...opened, name };
      void this.#classify();
    });
  }

  async #classify(): Promise<void> {
    const { recording, model } = this;
    this.#forgetResults();
    this.#turns.hearing++;
    this.#report('hearing', undefined);
    if (!recording || !model) return;
    await this.#run('hearing', 'Decoding', async (isNewest) => {
      const { features, labels } = model.contract;
      const grid = new FrameGrid(features);
      const audio = await decodeRecording(recording, features.sampleRate).catch((error: unknown) => {
        this.#takeOff();
        throw new Error(`${recording.name} can’t be opened. ${(error as Error).message}`, { cause: error });
      });
      if (!isNewest()) return;
      const durationSeconds = audio.samples.length / audio.sampleRate;
      this.transport.durationSeconds = durationSeconds;
      this.#report('hearing', { what: 'Computing the spectrogram' });
      const heard = await this.#classifier.classify(audio, {
        onSpectrogram: (pixels, frames) => {
          if (isNewest())
            this.picture = {
              pixels,
              startSeconds: grid.boundarySeconds(0),
              endSeconds: grid.boundarySeconds(frames),
            };
        },
        onProgress: (seconds) => {
          if (isNewest()) this.#report('hearing', { what: 'Listening', done: seconds / durationSeconds });
        },
      });
      if (!isNewest()) return;
      this.track = { values: heard.posteriors, frames: heard.frames, labels, grid };
      this.segments = heard.segments;
    });
  }

  #forgetResults(): void {
    this.picture = undefined;
    this.track = undefined;
    this.segments = [];
  }

  #report(task: Task, work: Work | undefined): void {
    const { [task]: _, ...others } = this.#works;
    this.#works = work ? { ...others, [task]: work } : others;
  }

  /** Does what the person asked for last; whatever is still under way for an older wish of that sort comes to nothing. */
  async #run(task: Task, what: string, work: (isNewest: () => boolean) => Promise<void>): Promise<void> {
    const turn = ++this.#turns[task];
    const isNewest = () => turn === this.#turns[task];
    this.problem = undefined;
    this.#report(task, { what });
    try {
      await work(isNewest);
    } catch (error) {
      if (isNewest()) this.problem = (error as Error).message;
    } finally {
      if (isNewest()) this.#report(task, undefined);
    }
  }
}

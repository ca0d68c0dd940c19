import type { Segment } from '@earmark/dataset';
import { defaultFeatures, featureDifferences, type FeatureSpec } from '@earmark/dsp';
import type { Decision } from '@earmark/models';
import { recordingKey } from '../labels/recording-key.ts';
import { Labels } from '../labels/labels.svelte.ts';
import { createNetworkClient, type Taught } from '../network/network-client.ts';
import type { ModelFiles } from '../network/network-messages.ts';
import { Transport } from '../playback/transport.svelte.ts';
import { resolveSoundSource } from '../sound/resolve-sound-source.ts';
import { createSoundClient } from '../sound/sound-client.ts';
import type { SoundSource } from '../sound/sound-source.ts';
import { View } from '../timeline/view.svelte.ts';
import {
  fetchLabels,
  fetchModel,
  fetchOffers,
  fetchRecording,
  type OfferedRecording,
  type Offers,
} from './api.ts';
import { carriedDecision } from './carried-decision.ts';
import { readModel, sortFiles } from './dropped-files.ts';
import { Ear } from './ear.svelte.ts';
import { classifierContract, decidedSegments, hearingOf, type Hearing, type OpenModel } from './hearing.ts';
import { lookAt } from './look-at.ts';
import { cannotOpen, cutOffNotice, type OpenRecording } from './open-recording.ts';
import type { Overview } from './overview.svelte.ts';
import { SessionTasks } from './session-tasks.ts';
import type { TaskContext } from './tasks.svelte.ts';

/** One recording, its labels, and what models make of it: opened in any order, heard as soon as both are there. */
export class Session {
  readonly transport = new Transport();
  readonly view = new View();
  readonly labels = new Labels();
  readonly ear = new Ear(
    createNetworkClient(
      () => new Worker(new URL('../network/network.worker.ts', import.meta.url), { type: 'module' }),
    ),
  );
  readonly sound = createSoundClient();
  readonly tasks = new SessionTasks();
  offers = $state.raw<Offers>({ models: [], defaultModel: null, recordings: [] });
  recording = $state.raw<OpenRecording>();
  overview = $state.raw<Overview>();
  hearing = $state.raw<Hearing>();
  /** What another model made of the same recording. */
  other = $state.raw<Hearing>();
  /** When posteriors become segments; a person may try others than the model's own. */
  decision = $state.raw<Decision>();
  /** What went wrong, in plain words. */
  problem = $state<string>();
  /** What the person should know, though nothing went wrong. */
  notice = $state<string>();

  readonly segments: readonly Segment[] = $derived(
    this.hearing ? decidedSegments(this.hearing, this.decision ?? this.hearing.decision) : [],
  );

  constructor() {
    this.transport.onProblem = (message) => (this.problem ??= message);
    this.tasks.onProblem = (message) => (this.problem = message);
  }

  /** The model that judges the recording. */
  get model(): OpenModel | undefined {
    return this.ear.model;
  }

  /** Asks what there is to choose from, and opens the default model. */
  async start(): Promise<void> {
    const done = await this.tasks.run('model', 'Asking what is offered', async () => {
      this.offers = await fetchOffers();
    });
    const offered = this.offers.models.find(({ name }) => name === this.offers.defaultModel);
    if (done && offered) await this.#openModel(offered.name, () => fetchModel(offered));
  }

  /** Opens what was dropped or chosen: a recording, labels, a model, or all three. */
  async openFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    try {
      this.problem = undefined;
      const { recording, labels, model } = sortFiles(files);
      if (recording && !(await this.#openRecording(recording, recording.name))) return;
      if (labels) await this.importLabels(labels);
      if (model) await this.#openModel('your own files', () => readModel(model));
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  async openOfferedRecording(offered: OfferedRecording): Promise<void> {
    let file: File | undefined;
    let labels: File | undefined;
    this.problem = undefined;
    const done = await this.tasks.run('recording', `Fetching ${offered.name}`, async ({ signal }) => {
      [file, labels] = await Promise.all([fetchRecording(offered, signal), fetchLabels(offered, signal)]);
    });
    if (!done || !file || !(await this.#openRecording(file, offered.name))) return;
    if (labels && this.labels.isUntouched) await this.importLabels(labels);
  }

  /** Puts a recording on. Resolves to whether it is there; its pictures and what is heard in it follow. */
  openRecording(file: File, name: string): Promise<boolean> {
    this.problem = undefined;
    return this.#openRecording(file, name);
  }

  #openRecording(file: File, name: string): Promise<boolean> {
    return this.tasks.run('recording', `Opening ${name}`, async ({ signal }) => {
      const { sampleRate } = this.#features;
      const source = await resolveSoundSource(file, this.sound, sampleRate).catch(cannotOpen(file));
      const key = await recordingKey(file);
      if (signal.aborted) return;
      await this.labels.close();
      if (signal.aborted) return;
      this.#takeOff();
      this.recording = { file, name, source };
      this.transport.open(file);
      const overview = await this.#look(source).catch((error: unknown) => {
        if (signal.aborted || (error as Error).name === 'AbortError') return undefined;
        this.#takeOff();
        return cannotOpen(file)(error);
      });
      if (signal.aborted || !overview) {
        if (this.recording?.source === source) this.#takeOff();
        return;
      }
      await this.labels.open(key, name, overview.grid, this.transport.durationSeconds);
      this.#useClasses();
      void this.hear();
    });
  }

  async importLabels(file: File): Promise<void> {
    try {
      if (!this.recording) throw new Error(`Open the recording that ${file.name} belongs to first.`);
      this.notice = (await this.labels.import(file)).join(' ') || undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  openModel(name: string, read: () => Promise<ModelFiles>): Promise<boolean> {
    this.problem = undefined;
    return this.#openModel(name, read);
  }

  #openModel(name: string, read: () => Promise<ModelFiles>): Promise<boolean> {
    return this.tasks.run('model', `Opening the model ${name}`, async ({ signal }) => {
      const model = await this.ear.open(name, await read());
      if (signal.aborted) return this.ear.release(model);
      this.ear.useEncoder(undefined);
      this.#useModel(model);
      void this.hear();
    });
  }

  /** Whether something was left half done: the look at the recording, or hearing it. */
  get canGoOn(): boolean {
    const { recording, overview, tasks } = this;
    return Boolean(recording && overview && !tasks.work && (!overview.isWhole || this.#isUnheard));
  }

  /** Does what was cancelled, or went wrong, once more. */
  goOn(): void {
    const { recording, overview } = this;
    this.problem = undefined;
    if (recording && overview && !overview.isWhole) this.#lookAnew(recording);
    if (this.#isUnheard) void this.hear();
  }

  /** Has the open model hear the open recording, if there are both. */
  async hear(): Promise<void> {
    const { recording, model } = this;
    this.#forget();
    if (!recording || !model) return;
    await this.tasks.run('hearing', 'Listening', async (context) => {
      this.hearing = await this.#listen(model, recording, context);
    });
  }

  /** Opens another model beside this one, to hear what it makes of the recording. */
  async compareWith(name: string, read: () => Promise<ModelFiles>): Promise<void> {
    const { recording } = this;
    if (!recording) return;
    this.problem = undefined;
    await this.tasks.run('comparing', `Opening the model ${name}`, async (context) => {
      const model = await this.ear.open(name, await read());
      try {
        this.other = await this.#listen(model, recording, context);
      } finally {
        this.ear.release(model);
      }
    });
  }

  stopComparing(): void {
    this.tasks.cancel('comparing');
    this.other = undefined;
  }

  /** Has a network hear the open recording, unless it has done so already. */
  async hearWith(model: OpenModel, context: TaskContext): Promise<void> {
    const { recording } = this;
    if (recording && !this.ear.hasHeard(model, recording.source))
      await this.#listen(model, recording, context);
  }

  /** Takes over a model that was taught here on the open recording, and keeps what was shown before beside it. */
  takeTaught({ model, heard }: Taught, name: string, encoder: OpenModel): void {
    const { hearing, segments, recording } = this;
    const taught = { name, opened: model };
    const decision = this.decision ?? hearing?.decision;
    this.ear.useEncoder(encoder);
    this.#useModel(taught);
    this.other = hearing && { ...hearing, name: 'before', segments, decision: decision! };
    this.hearing = hearingOf(taught, heard);
    this.decision = carriedDecision(decision, hearing, this.hearing);
    if (recording) this.ear.noteHeard(taught, recording.source);
  }

  get #features(): FeatureSpec {
    return this.model?.opened.contract.features ?? defaultFeatures;
  }

  #takeOff(): void {
    this.tasks.leaveRecording();
    this.notice = undefined;
    this.recording = undefined;
    this.overview = undefined;
    this.#forget();
    this.transport.close();
  }

  #useModel(model: OpenModel): void {
    this.ear.useModel(model);
    this.decision = classifierContract(model.opened)?.decision;
    this.#forget();
    this.#useClasses();
    const { recording, overview } = this;
    if (recording && overview && featureDifferences(overview.features, this.#features).length > 0)
      this.#lookAnew(recording);
  }

  #lookAnew({ source }: OpenRecording): void {
    // What goes wrong the task itself tells.
    this.#look(source).catch(() => {});
  }

  get #isUnheard(): boolean {
    const { recording, model } = this;
    return Boolean(recording && model && !this.ear.hasHeard(model, recording.source));
  }

  /** What was heard by a model that is not the open one any more, or in another recording. */
  #forget(): void {
    this.tasks.cancel('hearing');
    this.tasks.cancel('comparing');
    this.hearing = undefined;
    this.other = undefined;
  }

  #useClasses(): void {
    const contract = this.model && classifierContract(this.model.opened);
    if (contract) this.labels.useClasses(contract.labels, contract.decision.background);
  }

  /** Draws a recording; resolves once it is open, or to nothing where it is no longer wanted, and goes on. */
  #look(source: SoundSource): Promise<Overview | undefined> {
    return new Promise((resolve, reject) => {
      void this.tasks.run('look', 'Drawing the recording', async (context) => {
        const drawn = lookAt(this.sound, source, this.#features, context, (overview) => {
          if (context.signal.aborted) return;
          const isAnew = !this.overview;
          this.overview = overview;
          this.labels.grid = overview.grid;
          this.#setDuration(overview.info.durationSeconds);
          if (isAnew) this.view.open(overview.info.durationSeconds);
          resolve(overview);
        });
        // Where it can't even be opened, whoever asked tells.
        void drawn.catch(reject).finally(() => resolve(undefined));
        const durationSeconds = await drawn;
        this.#setDuration(durationSeconds);
        this.notice ??= cutOffNotice(this.overview?.info.durationSeconds ?? 0, durationSeconds);
      });
    });
  }

  #setDuration(durationSeconds: number): void {
    for (const shown of [this.transport, this.view, this.labels]) shown.durationSeconds = durationSeconds;
  }

  #listen(model: OpenModel, { source }: OpenRecording, context: TaskContext): Promise<Hearing | undefined> {
    return this.ear.listen(model, source, this.view.durationSeconds, context);
  }
}

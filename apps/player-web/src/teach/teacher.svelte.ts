import type { Segment } from '@earmark/dataset';
import { untrack } from 'svelte';
import { agreementOf } from '../judge/agreement.ts';
import type { Suggestion } from '../network/network-client.ts';
import { classifierContract, type OpenModel } from '../session/hearing.ts';
import type { ListedModel } from '../session/listed-models.ts';
import type { OpenRecording } from '../session/open-recording.ts';
import type { Session } from '../session/session.svelte.ts';
import { Tasks, type TaskContext, type Work } from '../session/tasks.svelte.ts';
import type { Keeper } from './keeper.svelte.ts';
import { lessonOf, type Lesson } from './lesson.ts';

/** A network to learn on: one that is offered, or one that is kept in this browser. */
export type OfferedEncoder = Pick<ListedModel, 'name' | 'read'>;

/** What one press of Train came to. */
export interface Lecture {
  readonly labelledSeconds: number;
  /** Of the labels that were held out in turn, per label, in [0, 1]; nothing where there were too few. */
  readonly balancedAccuracy: number | undefined;
  readonly labels: number;
  /** Share of the recording's time that has another label than before; nothing where nothing was heard before. */
  readonly changed: number | undefined;
  readonly milliseconds: number;
}

/** What a person sees, and about what it is: once that is gone, it is no longer shown. */
interface About<T> {
  readonly recording: OpenRecording;
  readonly model: OpenModel;
  readonly shown: T;
}

const SUGGESTIONS = 8;

/** Teaches a network a person's labels of the open recording. */
export class Teacher {
  problem = $state<string>();

  readonly #session: Session;
  /** Told of what was taught, so that it is not lost. */
  readonly #keeper: Keeper;
  readonly #tasks = new Tasks<'teaching'>();
  /** The name that was chosen, and beside which open model: another model that is opened is what is learned on next. */
  #choice = $state.raw<{ readonly name: string; readonly beside: OpenModel | undefined }>();
  /** Every training of one network in the same labels, the newest last. */
  #lectures = $state.raw<About<readonly Lecture[]>>();
  #lecturedLabels = '';
  #suggestions = $state.raw<About<readonly Suggestion[]>>();

  constructor(session: Session, keeper: Keeper) {
    this.#session = session;
    this.#keeper = keeper;
    this.#tasks.onProblem = (message) => (this.problem = message);
  }

  get work(): Work | undefined {
    return this.#tasks.works.get('teaching');
  }

  get lesson(): Lesson {
    const { labels, model } = this.#session;
    const contract = model && classifierContract(model.opened);
    return lessonOf(labels.segments, contract?.labels ?? [], contract?.decision.background ?? null);
  }

  /** Every training of the network that is learned on, in the open recording, the newest last. */
  get lectures(): readonly Lecture[] {
    return this.#current(this.#lectures, this.#session.ear.encoder) ?? [];
  }

  /** Moments that are worth a label, of the open recording; nothing where nobody has asked. */
  get suggestions(): readonly Suggestion[] | undefined {
    return this.#current(this.#suggestions, this.#session.model);
  }

  /** Whether the open model has heard the open recording. */
  get canSuggest(): boolean {
    const { ear, model, recording } = this.#session;
    return Boolean(model && recording && ear.hasHeard(model, recording.source));
  }

  /** Name of the network that labels are learned on. */
  get learnsOn(): string | undefined {
    const { ear, model } = this.#session;
    if (this.#choice && this.#choice.beside === model) return this.#choice.name;
    return ear.encoder?.name ?? model?.name;
  }

  /** Has the labels learned on another network. */
  learnOn(name: string): void {
    this.#choice = { name, beside: this.#session.model };
  }

  /** Trains on the labels as they are; another recording or model that is opened meanwhile ends it. */
  async train(encoders: readonly OfferedEncoder[]): Promise<void> {
    const session = this.#session;
    const { recording, model } = session;
    this.problem = undefined;
    if (!recording) return;
    const stopWatching = $effect.root(() => {
      $effect(() => {
        if (session.recording !== recording || session.model !== model) untrack(() => this.cancel());
      });
    });
    await this.#tasks.run('teaching', 'Training', async (context) => {
      const encoder = await this.#open(encoders, context);
      try {
        await session.hearWith(encoder, context);
        context.report({ what: 'Training' });
        await this.#teach(encoder, recording, context, stopWatching);
      } finally {
        session.ear.release(encoder);
      }
    });
    stopWatching();
  }

  /** Asks which moments are worth a label next. */
  async suggest(): Promise<void> {
    const { ear, model, labels, recording } = this.#session;
    if (!model || !recording || !this.canSuggest) return;
    this.problem = undefined;
    try {
      const shown = await ear.network.suggest(model.opened.id, labels.segments, SUGGESTIONS);
      this.#suggestions = { recording, model, shown };
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  cancel(): void {
    this.#tasks.cancel('teaching');
  }

  async #teach(
    encoder: OpenModel,
    recording: OpenRecording,
    { signal, report }: TaskContext,
    stopWatching: () => void,
  ): Promise<void> {
    const session = this.#session;
    // Labels may have been added while the network was listening.
    const { labels, background, missing } = this.lesson;
    if (missing !== undefined) throw new Error(missing);
    const { name } = recording.file;
    const { network } = session.ear;
    const taught = await network.teach(
      { encoder: encoder.opened.id, segments: session.labels.segments, labels, background, name },
      { signal, onProgress: (done) => report({ what: 'Training', done }) },
    );
    const files = await network.files(taught.model.id);
    if (signal.aborted) return network.closeModel(taught.model.id);
    stopWatching();
    const before = session.segments;
    const taughtName = this.#keeper.freshName(`taught on ${name}`);
    session.takeTaught(taught, taughtName, encoder);
    this.#keeper.remember(taughtName, files);
    this.#note(encoder, recording, labels, {
      labelledSeconds: taught.labelledSeconds,
      balancedAccuracy: taught.heldOut?.balancedAccuracy,
      labels: labels.length,
      changed: changedShare(before, session.segments),
      milliseconds: taught.milliseconds,
    });
    await this.suggest();
  }

  #note(model: OpenModel, recording: OpenRecording, labels: readonly string[], lecture: Lecture): void {
    const names = labels.join('\n');
    const earlier = names === this.#lecturedLabels ? this.lectures : [];
    this.#lectures = { recording, model, shown: [...earlier, lecture] };
    this.#lecturedLabels = names;
  }

  /** The network to learn on: the one that was learned on before, the open model, or another one that is opened for this. */
  async #open(encoders: readonly OfferedEncoder[], { report }: TaskContext): Promise<OpenModel> {
    const { ear } = this.#session;
    const wanted = this.learnsOn;
    const open = [ear.encoder, ear.model].find((candidate) => candidate?.name === wanted);
    if (open) return open;
    const offered = encoders.find(({ name }) => name === wanted);
    if (!offered) throw new Error('Choose a network to learn on, or open a model.');
    report({ what: `Opening ${offered.name}` });
    return ear.open(offered.name, await offered.read());
  }

  #current<T>(about: About<T> | undefined, model: OpenModel | undefined): T | undefined {
    return about && about.recording === this.#session.recording && about.model === model
      ? about.shown
      : undefined;
  }
}

function changedShare(before: readonly Segment[], after: readonly Segment[]): number | undefined {
  const { share } = agreementOf(before, after);
  return share === null ? undefined : 1 - share;
}

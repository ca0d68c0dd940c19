import { type History, recordStep, redo, startHistory, undo } from './history.ts';
import { emptyDocument, type LabelDocument } from './label-document.ts';
import type { LabelStore, StoredLabels } from './label-store.ts';
import type { RecordingKey } from './recording-key.ts';
import { sayStorageProblem } from './storage-problem.ts';

/**
 * Whether the labels are in the browser's storage: yes; soon; no, as it refuses; or no, as another tab saved others meanwhile and the
 * person has to choose.
 */
export type SaveState = 'saved' | 'saving' | 'failed' | 'conflict';

/** Milliseconds from an edit to its saving: a row of quick edits is one write. */
const DELAY = 300;

/**
 * The labels of one recording: their history, and their copy in the browser's storage, to which every edit goes by itself. It never
 * writes over what another tab saved and this one has not seen.
 */
export class KeptLabels {
  readonly key: RecordingKey;
  /** Of the recording, for a person. */
  readonly name: string;
  /** Why the labels can't be kept, and what to do. */
  problem: string | undefined;
  /** What another tab saved, while there is a conflict. */
  theirs: StoredLabels | undefined;
  /** Hears after every change of the document or its state. */
  onChange: () => void;

  readonly #store: LabelStore;
  readonly #delay: number;
  #history: History<LabelDocument> = startHistory(emptyDocument);
  /** The newest value that storage has, and its revision there. */
  #saved: LabelDocument = emptyDocument;
  #base: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What storage is asked, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(
    store: LabelStore,
    recording: { readonly key: RecordingKey; readonly name: string },
    { delay = DELAY, onChange = () => undefined }: { delay?: number; onChange?: () => void } = {},
  ) {
    this.key = recording.key;
    this.name = recording.name;
    this.onChange = onChange;
    this.#store = store;
    this.#delay = delay;
  }

  get history(): History<LabelDocument> {
    return this.#history;
  }

  get document(): LabelDocument {
    return this.#history.value;
  }

  get state(): SaveState {
    if (this.theirs) return 'conflict';
    if (this.problem !== undefined) return 'failed';
    return this.isUnsaved ? 'saving' : 'saved';
  }

  /** Whether nobody has ever labelled the recording, as far as this browser knows. */
  get isUntouched(): boolean {
    return this.#base === undefined && this.#history.past.length === 0;
  }

  get isUnsaved(): boolean {
    return this.document !== this.#saved;
  }

  /** Makes a step and saves it soon. */
  edit(name: string, document: LabelDocument): void {
    this.#go(recordStep(this.#history, name, document));
  }

  undo(): void {
    this.#go(undo(this.#history));
  }

  redo(): void {
    this.#go(redo(this.#history));
  }

  /** Takes what storage has, if it is newer; with unsaved edits here, that is a conflict. Before the first edit it is no step. */
  refresh(): Promise<void> {
    return this.#ask(async () => {
      const stored = await this.#store.load(this.key);
      // A save that failed has still to be done again.
      if (!this.isUnsaved) this.problem = undefined;
      if (!stored || stored.revision === this.#base) return;
      if (this.isUnsaved) {
        this.theirs = stored;
        return;
      }
      this.theirs = undefined;
      this.#follow(stored);
    });
  }

  /** Saves what is unsaved, now. Does not fail: `state` and `problem` tell. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#ask(async () => {
      if (!this.isUnsaved || this.theirs) return;
      const { document, key, name } = this;
      const answer = await this.#store.save({ ...document, key, name }, this.#base);
      this.problem = undefined;
      if ('theirs' in answer) {
        this.theirs = answer.theirs;
        return;
      }
      this.#saved = document;
      this.#base = answer.revision;
    });
  }

  /** Ends a conflict with what the other tab saved. One step back is what was here. */
  takeTheirs(): void {
    const { theirs } = this;
    if (!theirs) return;
    this.theirs = undefined;
    this.#follow(theirs);
    this.onChange();
  }

  /** Ends a conflict with what is here. One step back is what the other tab saved. */
  async keepMine(): Promise<void> {
    const { theirs, document } = this;
    if (!theirs) return;
    this.theirs = undefined;
    this.#follow(theirs);
    this.#go(recordStep(this.#history, 'keep the labels of this tab', { ...document }));
    await this.flush();
  }

  #go(history: History<LabelDocument>): void {
    if (history === this.#history) return;
    this.#history = history;
    if (!this.theirs) this.#timer ??= setTimeout(() => void this.flush(), this.#delay);
    // Who takes back all that was unsaved has nothing to choose any more.
    else if (!this.isUnsaved) void this.refresh();
    this.onChange();
  }

  #follow({ classes, segments, revision }: StoredLabels): void {
    const document = { classes, segments };
    const isFirst = this.#history.past.length === 0 && this.document === emptyDocument;
    this.#history = isFirst
      ? startHistory(document)
      : recordStep(this.#history, 'labels of another tab', document);
    this.#saved = document;
    this.#base = revision;
  }

  #ask(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      try {
        await work();
      } catch (error) {
        this.problem = sayStorageProblem(error);
      }
      this.onChange();
    });
    return this.#work;
  }
}

import type { AnnotationFormatName, Segment } from '@earmark/dataset';
import type { FrameGrid } from '@earmark/dsp';
import type { LabelStyle } from '../look/palette.ts';
import type { ExportChoices, ExportedLabels } from './export-labels.ts';
import { guardUnsaved } from './guard-unsaved.ts';
import type { ImportChoices } from './import-labels.ts';
import { KeptLabels, type SaveState } from './kept-labels.ts';
import { addClass, joinClasses, type LabelClass, restyleClass } from './label-class.ts';
import { emptyDocument, type LabelDocument, removeLabel, renameLabel } from './label-document.ts';
import { LabelStore, type StoredLabels } from './label-store.ts';
import type { RecordingKey } from './recording-key.ts';

/** What a model offers to label with. */
interface Offered {
  readonly names: readonly string[];
  readonly background: string | null;
}

/**
 * The labels of the recordings that are open or were so on this page: shown are those of one. Every edit is one undo step and goes to
 * the browser's storage by itself. An edit that can't be done changes nothing and says so in `problem`.
 */
export class LabelBook {
  /** What could not be done, in plain words. */
  problem = $state<string>();
  /** Of the network that hears the recording; edits snap to it. */
  grid = $state.raw<FrameGrid>();
  durationSeconds = $state(0);
  /** The class that new segments get. */
  currentClass = $state('');

  #kept = $state.raw<KeptLabels>();
  /** Counts the changes of what is kept, which is no state itself. */
  #changes = $state(0);
  #offered = $state.raw<Offered>({ names: [], background: null });
  readonly #store = new LabelStore();
  /** With their undo steps, and with what could not be saved yet. */
  readonly #all = new Map<RecordingKey, KeptLabels>();

  constructor() {
    guardUnsaved(window, () => [...this.#all.values()]);
    this.#store.onSaved = (key) => void this.#all.get(key)?.refresh();
  }

  /** Whether nobody has ever labelled the recording: labels that come along with it are welcome then. */
  get isUntouched(): boolean {
    return this.#kept?.isUntouched ?? false;
  }

  get isOpen(): boolean {
    return this.#kept !== undefined;
  }

  /** Of the recording. */
  get name(): string {
    return this.#kept?.name ?? '';
  }

  /** Sorted by start. */
  get segments(): readonly Segment[] {
    return this.#document.segments;
  }

  /** The person's own, then what else the model knows. */
  get classes(): readonly LabelClass[] {
    return joinClasses(this.#document.classes, this.#offered.names);
  }

  /** What undo would take back. */
  get undoName(): string | undefined {
    return this.#shown?.history.past.at(-1)?.name;
  }

  /** What redo would do again. */
  get redoName(): string | undefined {
    return this.#shown?.history.future.at(-1)?.name;
  }

  get canUndo(): boolean {
    return this.undoName !== undefined;
  }

  get canRedo(): boolean {
    return this.redoName !== undefined;
  }

  get saved(): SaveState {
    return this.#shown?.state ?? 'saved';
  }

  /** Why the labels can't be kept, and what to do. */
  get savingProblem(): string | undefined {
    return this.#shown?.problem;
  }

  /** What another tab saved, while the person has to choose. */
  get theirs(): StoredLabels | undefined {
    return this.#shown?.theirs;
  }

  /** Shows the labels of a recording: as they were left on this page, or as the browser kept them. */
  async open(key: RecordingKey, name: string, grid: FrameGrid, durationSeconds: number): Promise<void> {
    const kept = this.#all.get(key) ?? new KeptLabels(this.#store, { key, name });
    this.#all.set(key, kept);
    kept.onChange = () => {
      if (kept === this.#kept) this.#changes++;
    };
    this.grid = grid;
    this.durationSeconds = durationSeconds;
    this.#kept = kept;
    await kept.refresh();
    this.#chooseClass();
  }

  /** Saves what is unsaved and shows nothing. What can't be saved stays on this page until it can. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    await kept?.flush();
  }

  /** Offers a model's labels as classes. */
  useClasses(names: readonly string[], background: string | null = null): void {
    this.#offered = { names, background };
    this.#chooseClass();
  }

  undo(): void {
    this.#kept?.undo();
  }

  redo(): void {
    this.#kept?.redo();
  }

  addClass(name: string): void {
    const added = this.step('add class', (document) => ({
      ...document,
      classes: addClass(document.classes, name),
    }));
    if (added) this.currentClass = name.trim();
  }

  /** Gives a class and its segments another name. */
  renameClass(from: string, to: string): void {
    const renamed = this.step('rename class', (document) => renameLabel(document, from, to));
    if (renamed && this.currentClass === from) this.currentClass = to.trim();
  }

  restyleClass(name: string, style: Partial<LabelStyle>): void {
    this.step('change colour', (document) => ({
      ...document,
      classes: restyleClass(document.classes, name, style),
    }));
  }

  /** Takes a class away, and its segments. A model's label stays as a class, without segments. */
  removeClass(name: string): void {
    this.step('remove class', (document) => removeLabel(document, name));
    this.#chooseClass();
  }

  /** Ends a conflict with what the other tab saved, or with what is here; the other is one step back. */
  resolve(choice: 'theirs' | 'mine'): void {
    if (choice === 'theirs') this.#kept?.takeTheirs();
    else void this.#kept?.keepMine();
  }

  /**
   * Takes over the labels of a file, as one step.
   *
   * @returns sentences about what a person should know: what was skipped, cut or renamed
   * @throws Error in plain words, where nothing was taken over
   */
  async import(file: File, choices: ImportChoices = {}): Promise<string[]> {
    const kept = this.#kept;
    if (!kept) throw new Error(`Open the recording first, then the labels in ${file.name}.`);
    const { name, durationSeconds, currentClass } = this;
    const { importLabels, overlapNotes } = await import('./import-labels.ts');
    const imported = await importLabels(file, { name, durationSeconds, label: currentClass }, choices);
    if (kept !== this.#kept)
      throw new Error(`${name} was closed before ${file.name} was read: open it and import again.`);
    this.step(`import of ${file.name}`, (document) => imported.into(document));
    this.#chooseClass();
    return [...imported.notes, ...overlapNotes(this.segments)];
  }

  /**
   * The labels as a file to keep, with sentences about what the format has no place for.
   *
   * @throws Error in plain words for labels that the format can't hold
   */
  async export(format: AnnotationFormatName, choices: ExportChoices = {}): Promise<ExportedLabels> {
    const { name, segments, durationSeconds, grid } = this;
    const { background } = this.#offered;
    const { exportLabels } = await import('./export-labels.ts');
    const recording = { name, segments, durationSeconds, hopSeconds: grid?.hopSeconds ?? 0.01 };
    return exportLabels(recording, format, { background, ...choices });
  }

  /** Makes a step of the shown document, with all classes in it; false where nothing changed or an edit was refused. */
  protected step(name: string, edit: (document: LabelDocument) => LabelDocument): boolean {
    const kept = this.#kept;
    if (!kept) return false;
    this.problem = undefined;
    const before = { classes: this.classes, segments: this.segments };
    try {
      const after = edit(before);
      if (after === before) return false;
      kept.edit(name, after);
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.problem = error.message;
      return false;
    }
  }

  /** What is kept for the shown recording, read so that whoever asks hears of changes. */
  get #shown(): KeptLabels | undefined {
    return this.#changes < 0 ? undefined : this.#kept;
  }

  get #document(): LabelDocument {
    return this.#shown?.document ?? emptyDocument;
  }

  /** Some class is always current, where there is one: the first that is not the background. */
  #chooseClass(): void {
    const { classes } = this;
    if (classes.some(({ name }) => name === this.currentClass)) return;
    const sound = classes.find(({ name }) => name !== this.#offered.background) ?? classes[0];
    this.currentClass = sound?.name ?? '';
  }
}

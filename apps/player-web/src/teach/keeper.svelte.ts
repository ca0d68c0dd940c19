import type { ArtifactFiles } from '@earmark/models';
import { taughtOn } from '../network/labels-provenance.ts';
import type { ModelFiles } from '../network/network-messages.ts';
import { classifierContract, type OpenModel } from '../session/hearing.ts';
import type { Session } from '../session/session.svelte.ts';
import { withDecision } from '../session/with-decision.ts';
import { openKeptModels, type KeptEntry, type KeptModels } from './kept-models.ts';

/** A model that was taught here and is not kept in this browser. */
interface Unkept {
  readonly name: string;
  readonly files: ModelFiles;
  readonly isDownloaded: boolean;
}

/** Keeps the open model: in this browser, or as a file. */
export class Keeper {
  kept = $state.raw<readonly KeptEntry[]>([]);
  /** The model that was taught last, as long as it is not kept. */
  unkept = $state.raw<Unkept>();
  problem = $state<string>();
  /** What was done last, in plain words. */
  done = $state<string>();

  readonly #session: Session;
  #shelf: Promise<KeptModels> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** A name for the open model, as a file could have it. */
  get suggestedName(): string {
    return (this.#session.model?.name ?? '').replace(/[^\p{L}\p{N}._ -]+/gu, ' ').trim();
  }

  /** Whether a model is open that knows labels. */
  get canKeep(): boolean {
    const { model } = this.#session;
    return Boolean(model && classifierContract(model.opened));
  }

  /** The recording that the open model was taught on, which its file names. */
  get taughtOn(): string | undefined {
    const { model } = this.#session;
    const contract = model && classifierContract(model.opened);
    return contract && taughtOn(contract.provenance.data);
  }

  /** Whether a model would be lost with the page. */
  get isAtRisk(): boolean {
    return Boolean(this.unkept && !this.unkept.isDownloaded);
  }

  /** A name for a model that is taught now: those that are kept stay beside it. */
  freshName(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.isKept(name); count++) name = `${wanted} ${count}`;
    return name;
  }

  /** Remembers a model that was taught, which can then be chosen again, in place of the one before. */
  remember(name: string, files: ArtifactFiles): void {
    this.unkept = { name, files: { ...files, source: name }, isDownloaded: false };
  }

  /** Whether keeping a model under this name takes the place of one that is kept. */
  isKept(name: string): boolean {
    return this.kept.some((entry) => entry.name === name);
  }

  /** Lists what is kept; a browser that keeps nothing lists nothing. */
  async list(): Promise<void> {
    try {
      this.kept = await (await this.#open()).list();
    } catch {
      this.kept = [];
    }
  }

  keep(name: string): Promise<void> {
    return this.#try(async () => {
      const model = this.#opened;
      const { labels } = model.opened;
      const { modelJson, weights } = await this.#files(model);
      const keptAt = new Date().toISOString();
      await (await this.#open()).keep({ name, modelJson, weights, keptAt, labels });
      if (this.unkept?.name === model.name) this.unkept = undefined;
      await this.list();
      return `${name} is kept in this browser: choose it under Model.`;
    });
  }

  remove(name: string): Promise<void> {
    return this.#try(async () => {
      await (await this.#open()).remove(name);
      await this.list();
      return `${name} was removed from this browser.`;
    });
  }

  /** @throws Error in plain words where it is not kept any more */
  async read(name: string): Promise<ModelFiles> {
    const { modelJson, weights } = await (await this.#open()).read(name);
    return { modelJson, weights, source: name };
  }

  /** The model as an archive that this page opens again. */
  async modelFile(name: string): Promise<File> {
    const { modelArchive } = await import('../session/model-archive.ts');
    const model = this.#opened;
    const archive = modelArchive(`${name}.zip`, await this.#files(model));
    this.#noteDownload(model);
    return archive;
  }

  /** Model, labels and manifest, as the trainer takes them. */
  async trainingFile(): Promise<File> {
    const { recording, labels } = this.#session;
    if (!recording) throw new Error('Open the recording that the labels are of.');
    const reference = labels.segments;
    if (reference.length === 0) throw new Error('Label some of this recording first: training needs labels.');
    const model = this.#opened;
    const files = await this.#files(model);
    const { trainingPackage } = await import('./training-package.ts');
    const archive = trainingPackage({ recordingName: recording.file.name, reference, model: files });
    this.#noteDownload(model);
    return archive;
  }

  get #opened(): OpenModel {
    const { model } = this.#session;
    if (!model) throw new Error('No model is open.');
    return model;
  }

  /** With the decision that is shown now: what a person found by the sliders is part of the model. */
  async #files({ opened }: OpenModel): Promise<ArtifactFiles> {
    const { ear, decision } = this.#session;
    const { modelJson, weights } = await ear.network.files(opened.id);
    return { modelJson: decision ? withDecision(modelJson, decision) : modelJson, weights };
  }

  #noteDownload({ name }: OpenModel): void {
    if (this.unkept?.name === name) this.unkept = { ...this.unkept, isDownloaded: true };
  }

  #open(): Promise<KeptModels> {
    this.#shelf ??= openKeptModels().catch((error: unknown) => {
      // The next call tries again: what was in the way may be gone.
      this.#shelf = undefined;
      throw error;
    });
    return this.#shelf;
  }

  async #try(work: () => Promise<string>): Promise<void> {
    this.problem = undefined;
    this.done = undefined;
    try {
      this.done = await work();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}

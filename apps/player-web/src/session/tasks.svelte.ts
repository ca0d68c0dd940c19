/** What is going on, in words, and how far it is where that is known. */
export interface Work {
  readonly what: string;
  /** From 0 to 1. */
  readonly done?: number;
}

/** What a task is given: whether it is still wanted, and where it says how far it is. */
export interface TaskContext {
  readonly signal: AbortSignal;
  readonly report: (work: Work) => void;
}

/**
 * What is under way, one task of each sort: a newer wish of a sort ends an older one, whose outcome and failure are then dropped.
 *
 * @example await tasks.run('model', 'Opening the model', async ({ signal }) => { … })
 */
export class Tasks<Sort extends string> {
  /** Hears in plain words what went wrong. */
  onProblem: (message: string) => void = () => {};
  #works = $state.raw<ReadonlyMap<Sort, Work>>(new Map());
  readonly #controllers = new Map<Sort, AbortController>();

  /** All that is under way. */
  get works(): ReadonlyMap<Sort, Work> {
    return this.#works;
  }

  /** Does what was asked for last; resolves to whether it was done. */
  async run(sort: Sort, what: string, work: (context: TaskContext) => Promise<void>): Promise<boolean> {
    this.cancel(sort);
    const controller = new AbortController();
    const { signal } = controller;
    this.#controllers.set(sort, controller);
    const report = (now: Work) => {
      if (!signal.aborted) this.#works = new Map(this.#works).set(sort, now);
    };
    report({ what });
    try {
      await work({ signal, report });
      return !signal.aborted;
    } catch (error) {
      if (!signal.aborted) this.onProblem((error as Error).message);
      return false;
    } finally {
      if (!signal.aborted) this.#end(sort);
    }
  }

  /** Ends what is under way of a sort, if anything is. */
  cancel(sort: Sort): void {
    this.#controllers.get(sort)?.abort(new DOMException('No longer wanted.', 'AbortError'));
    this.#end(sort);
  }

  #end(sort: Sort): void {
    this.#controllers.delete(sort);
    const works = new Map(this.#works);
    works.delete(sort);
    this.#works = works;
  }
}

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ArtifactFiles } from '@earmark/models';

/** A model that a person taught here and kept in this browser. */
export interface KeptModel extends ArtifactFiles {
  /** Also its key. */
  readonly name: string;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly keptAt: string;
}

/** What is listed without reading the weights. */
export type KeptEntry = Pick<KeptModel, 'name' | 'labels' | 'keptAt'>;

/** The models that are kept in this browser. */
export interface KeptModels {
  /** The newest first. */
  list(): Promise<readonly KeptEntry[]>;
  /** @throws Error in plain words where there is no such model any more */
  read(name: string): Promise<KeptModel>;
  /** Keeps a model; one of the same name is replaced. @throws Error in plain words where the browser has no room for it */
  keep(model: KeptModel): Promise<void>;
  remove(name: string): Promise<void>;
}

interface Schema extends DBSchema {
  entries: { key: string; value: KeptEntry };
  models: { key: string; value: KeptModel };
}

/**
 * Opens the shelf of kept models in IndexedDB.
 *
 * @param name of the database
 * @throws Error in plain words where the browser keeps nothing, as in a private window
 * @example const shelf = await openKeptModels(); await shelf.list() // [{ name: 'my birds', labels: ['bird', 'noise'], … }]
 */
export async function openKeptModels(name = 'earmark-models'): Promise<KeptModels> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('entries', { keyPath: 'name' });
      created.createObjectStore('models', { keyPath: 'name' });
    },
  }).catch((error: unknown) => {
    throw new Error(
      `This browser keeps no models (${(error as Error).message}). Download the model instead.`,
      { cause: error },
    );
  });
  return {
    async list() {
      const entries = await database.getAll('entries');
      return entries.sort((a, b) => b.keptAt.localeCompare(a.keptAt));
    },
    async read(wanted) {
      const model = await database.get('models', wanted);
      if (!model)
        throw new Error(`The model ${wanted} is not kept in this browser any more. Choose another one.`);
      return model;
    },
    keep: (model) => keep(database, model),
    async remove(unwanted) {
      const transaction = database.transaction(['entries', 'models'], 'readwrite');
      await Promise.all([
        transaction.objectStore('entries').delete(unwanted),
        transaction.objectStore('models').delete(unwanted),
        transaction.done,
      ]);
    },
  };
}

/** Both stores in one transaction: an entry without its model is never listed. */
async function keep(database: IDBPDatabase<Schema>, model: KeptModel): Promise<void> {
  const { name, labels, keptAt } = model;
  const transaction = database.transaction(['entries', 'models'], 'readwrite');
  const finished = transaction.done.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  try {
    await transaction.objectStore('models').put(model);
    await transaction.objectStore('entries').put({ name, labels, keptAt });
    const failure = await finished;
    if (failure) throw failure;
  } catch (error) {
    if (!transaction.error) abort(transaction);
    throw new Error(
      `The model could not be kept: ${(error as Error).message || 'this browser has no room for it'}. Download it instead.`,
      { cause: error },
    );
  }
}

/** One that has ended by itself can't be aborted any more. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended.
  }
}

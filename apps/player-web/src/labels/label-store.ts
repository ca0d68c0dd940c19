import { createSegment } from '@earmark/dataset';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { chosenLooks } from '../look/palette.ts';
import type { LabelDocument } from './label-document.ts';
import type { RecordingKey } from './recording-key.ts';

/** A document as it is kept in the browser. */
export interface StoredLabels extends LabelDocument {
  readonly key: RecordingKey;
  /** Of the recording, for a person. */
  readonly name: string;
  /** 1 for the first that was saved, and one more each time. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** What became of a save: the new revision, or what another tab saved meanwhile, which then still stands. */
export type SaveAnswer = { readonly revision: number } | { readonly theirs: StoredLabels };

interface Schema extends DBSchema {
  labels: { key: RecordingKey; value: StoredLabels };
}

const NAME = 'earmark-labels';

/** Keeps the labels of recordings in the browser (IndexedDB), and tells other tabs when it saved some. */
export class LabelStore {
  /** Hears when another tab saved labels of a recording. */
  onSaved: ((key: RecordingKey, revision: number) => void) | undefined;
  #database: Promise<IDBPDatabase<Schema>> | undefined;
  readonly #channel: BroadcastChannel | undefined;

  constructor() {
    // Old browsers lack it: their tabs look again when they are shown.
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : undefined;
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<[RecordingKey, number]>) =>
      this.onSaved?.(...data),
    );
  }

  /**
   * What was saved last for a recording.
   *
   * @throws DOMException where the browser keeps nothing; RangeError for segments that are no longer readable
   */
  async load(key: RecordingKey): Promise<StoredLabels | undefined> {
    const stored = await (await this.#open()).get('labels', key);
    return stored && { ...withChosenLooks(stored), segments: stored.segments.map(createSegment) };
  }

  /**
   * Saves a document, unless another tab saved since: revision and value are compared and written in one transaction.
   *
   * @param base the revision that the document was made from; undefined where there was none
   * @throws DOMException where the browser can't keep it: QuotaExceededError if the storage is full
   */
  async save(
    { key, name, classes, segments }: LabelDocument & { readonly key: RecordingKey; readonly name: string },
    base: number | undefined,
  ): Promise<SaveAnswer> {
    const transaction = (await this.#open()).transaction('labels', 'readwrite');
    const write = async (): Promise<SaveAnswer> => {
      const there = await transaction.store.get(key);
      if (there && there.revision !== base) return { theirs: withChosenLooks(there) };
      const revision = (base ?? 0) + 1;
      await transaction.store.put({ key, name, classes, segments, revision, savedAt: Date.now() });
      return { revision };
    };
    const [answer] = await Promise.all([write(), transaction.done]);
    if ('revision' in answer) this.#channel?.postMessage([key, answer.revision]);
    return answer;
  }

  /** Lets go of the database and of other tabs. */
  async close(): Promise<void> {
    this.#channel?.close();
    const opened = this.#database;
    this.#database = undefined;
    (await opened?.catch(() => undefined))?.close();
  }

  /** One connection; after a failure or a loss the next call tries anew. */
  #open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => (this.#database = undefined);
    this.#database ??= openDB<Schema>(NAME, 1, {
      upgrade: (database) => void database.createObjectStore('labels', { keyPath: 'key' }),
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    this.#database.catch(forget);
    return this.#database;
  }
}

function withChosenLooks(stored: StoredLabels): StoredLabels {
  const classes = stored.classes.map(({ name, ...looks }) => ({ name, ...chosenLooks(looks) }));
  return { ...stored, classes };
}

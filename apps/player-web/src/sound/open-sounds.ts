import { openSound, type OpenSound } from './open-sound.ts';
import type { SoundSource } from './sound-source.ts';

/** Keeps the recording open that was asked for last: its file is found through once, and any stretch of it is near from then on. */
export interface OpenSounds {
  /**
   * Does some work on a recording, which stays open meanwhile.
   *
   * @param key the same for the same recording
   * @throws as `openSound`, or as the work
   */
  use<T>(key: number, source: SoundSource, work: (sound: OpenSound) => Promise<T>): Promise<T>;
}

interface Entry {
  readonly key: number;
  readonly sound: Promise<OpenSound>;
  users: number;
}

/**
 * @param open opens a recording
 * @example await createOpenSounds().use(1, file, (sound) => Promise.resolve(sound.info.durationSeconds))
 */
export function createOpenSounds(open: (source: SoundSource) => Promise<OpenSound> = openSound): OpenSounds {
  let newest: Entry | undefined;

  function openEntry(key: number, source: SoundSource): Entry {
    const entry: Entry = { key, sound: open(source), users: 0 };
    entry.sound.catch(() => {
      // The next request tries again.
      if (newest === entry) newest = undefined;
    });
    return entry;
  }

  function closeUnlessUsed(entry: Entry): void {
    if (entry === newest || entry.users > 0) return;
    entry.sound.then(
      ({ close }) => close(),
      () => undefined,
    );
  }

  return {
    async use(key, source, work) {
      const former = newest;
      const entry = former?.key === key ? former : openEntry(key, source);
      newest = entry;
      if (former && former !== entry) closeUnlessUsed(former);
      entry.users += 1;
      try {
        return await work(await entry.sound);
      } finally {
        entry.users -= 1;
        closeUnlessUsed(entry);
      }
    },
  };
}

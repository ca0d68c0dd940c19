import { describe, expect, it } from '@jest/globals';
import type { OpenSound } from './open-sound.ts';
import { createOpenSounds } from './open-sounds.ts';

const source = { samples: new Float32Array(8), sampleRate: 8000 };

/** Recordings that note when they are opened and closed, by number. */
function fakeSounds() {
  const log: string[] = [];
  let count = 0;
  const open = (): Promise<OpenSound> => {
    const number = ++count;
    log.push(`open ${number}`);
    return Promise.resolve({ close: () => log.push(`close ${number}`) } as unknown as OpenSound);
  };
  return { log, open };
}

const nothing = () => Promise.resolve();

describe('createOpenSounds', () => {
  it('opens the recording that was asked for last once', async () => {
    const { log, open } = fakeSounds();
    const sounds = createOpenSounds(open);
    await Promise.all([sounds.use(1, source, nothing), sounds.use(1, source, nothing)]);
    await sounds.use(1, source, nothing);
    expect(log).toEqual(['open 1']);
  });

  it('closes it when another one is asked for and nobody works on it any more', async () => {
    const { log, open } = fakeSounds();
    const sounds = createOpenSounds(open);
    let finish: () => void = () => {};
    const long = sounds.use(1, source, () => new Promise<void>((resolve) => (finish = resolve)));
    await sounds.use(2, source, nothing);
    await sounds.use(3, source, nothing);
    expect(log).toEqual(['open 1', 'open 2', 'open 3', 'close 2']);
    finish();
    await long;
    await Promise.resolve();
    expect(log.at(-1)).toBe('close 1');
  });

  it('tries again where a recording could not be opened', async () => {
    const { log, open } = fakeSounds();
    let isThere = false;
    const sounds = createOpenSounds(() => (isThere ? open() : Promise.reject(new Error('not there'))));
    await expect(sounds.use(1, source, nothing)).rejects.toThrow('not there');
    isThere = true;
    await sounds.use(1, source, nothing);
    expect(log).toEqual(['open 1']);
  });
});

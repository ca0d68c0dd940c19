import { MediaQuery } from 'svelte/reactivity';
import type { ColourMap } from '@earmark/dsp';
import { readLookSettings, type LookSettings, type Theme } from './look-settings.ts';
import type { Palette } from './palette.ts';

/** Where the settings are kept. */
export type LookStorage = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'earmark.look';

/** How somebody likes to see the player: kept in the browser, and put on the page as its `color-scheme`. */
export class Look {
  readonly #storage: LookStorage | undefined;
  readonly #systemIsDark = new MediaQuery('prefers-color-scheme: dark');
  #settings: LookSettings = $state.raw(readLookSettings(null));

  /** @param storage where settings are kept; without one they last as long as the page */
  constructor(storage: LookStorage | undefined = browserStorage()) {
    this.#storage = storage;
    try {
      this.#settings = readLookSettings(storage?.getItem(KEY) ?? null);
    } catch {
      // What can't be read is as by default.
    }
    this.#showTheme();
  }

  get colourMap(): ColourMap {
    return this.#settings.colourMap;
  }
  set colourMap(colourMap: ColourMap) {
    this.#change({ colourMap });
  }

  get gainDb(): number {
    return this.#settings.gainDb;
  }
  set gainDb(gainDb: number) {
    this.#change({ gainDb });
  }

  get rangeDb(): number {
    return this.#settings.rangeDb;
  }
  set rangeDb(rangeDb: number) {
    this.#change({ rangeDb });
  }

  get palette(): Palette {
    return this.#settings.palette;
  }
  set palette(palette: Palette) {
    this.#change({ palette });
  }

  get theme(): Theme {
    return this.#settings.theme;
  }
  set theme(theme: Theme) {
    this.#change({ theme });
    this.#showTheme();
  }

  /** Whether the page is dark now, by choice or by the system's. */
  get isDark(): boolean {
    return this.theme === 'dark' || (this.theme === 'system' && this.#systemIsDark.current);
  }

  #change(changes: Partial<LookSettings>): void {
    this.#settings = { ...this.#settings, ...changes };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#settings));
    } catch {
      // A full or forbidden storage: the look then lasts as long as the page.
    }
  }

  #showTheme(): void {
    document.documentElement.style.colorScheme = this.theme === 'system' ? 'light dark' : this.theme;
  }
}

/** Even to look at a forbidden storage throws. */
function browserStorage(): LookStorage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

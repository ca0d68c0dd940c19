import type { Page } from '@playwright/test';

/** The square showed another label. */
export interface Turn {
  readonly label: string;
  /** Milliseconds of the page's clock, at the first frame that has it for certain. */
  readonly milliseconds: number;
  /** Where the recording was then, in seconds; missing where none has been played. */
  readonly mediaSeconds: number | undefined;
}

interface Watched {
  played?: HTMLMediaElement;
  turns?: { label: string; milliseconds: number; mediaSeconds: number | undefined }[];
}

/** Remembers what is played, so that `turns` can ask where it is; to be called before the page is opened. */
export async function rememberPlayed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = HTMLMediaElement;
    const { play } = prototype;
    prototype.play = function (this: HTMLMediaElement) {
      (globalThis as Watched).played = this;
      return play.call(this);
    };
  });
}

/** Notes from now on when the square shows another label. */
export async function watchSquare(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'What the network hears' }).evaluate((square) => {
    const watched = globalThis as Watched;
    const turns = (watched.turns = [] as NonNullable<Watched['turns']>);
    let shown = square.getAttribute('data-label');
    new MutationObserver(() => {
      const label = square.getAttribute('data-label');
      if (label === shown || label === null) return;
      shown = label;
      // What has changed before this frame is on the screen by then.
      requestAnimationFrame(() =>
        turns.push({
          label,
          milliseconds: performance.now(),
          mediaSeconds: watched.played?.currentTime,
        }),
      );
    }).observe(square, { attributeFilter: ['data-label'] });
  });
}

/** What was noted so far. */
export const turnsOf = async (page: Page): Promise<Turn[]> =>
  page.evaluate(() => (globalThis as Watched).turns ?? []);

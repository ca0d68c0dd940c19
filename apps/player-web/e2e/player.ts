import { readFile } from 'node:fs/promises';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { lanePicture, type LanePicture } from './lane-picture.ts';

/** A recording of the demo corpus in which speech and noise take turns; nobody trains on it. */
export const DEMO = 'test/alternating-waves-and-speech.flac';

/** What “Save as JSON” writes. */
export interface SavedHearing {
  readonly labels: readonly string[];
  readonly segments: readonly { readonly start: number; readonly end: number; readonly label: string }[];
  readonly posteriors: {
    readonly hopSeconds: number;
    readonly firstCentreSeconds: number;
    readonly values: Readonly<Record<string, readonly number[]>>;
  };
}

/** The page, and what a person sees of it. */
export class Player {
  readonly page: Page;
  readonly square: Locator;
  readonly position: Locator;
  readonly alert: Locator;
  readonly minimap: Locator;

  constructor(page: Page) {
    this.page = page;
    this.square = page.getByRole('region', { name: 'What the network hears' });
    this.position = page.getByRole('slider', { name: 'Position in the recording' });
    this.alert = page.getByRole('alert');
    this.minimap = page.getByRole('slider', { name: 'Visible part of the recording' });
  }

  /** Opens the page; its default model opens by itself. */
  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
  }

  async openDemo(name = DEMO): Promise<void> {
    await this.page.getByLabel('Recording', { exact: true }).selectOption(name);
    await this.classified();
  }

  async openFiles(
    picker: 'Open file' | 'Open files' | 'Choose a label file',
    files: Parameters<Locator['setInputFiles']>[0],
  ): Promise<void> {
    await this.page.getByLabel(picker, { exact: true }).setInputFiles(files);
  }

  /** Waits until the open model has heard the open recording, and all of it is drawn. */
  async classified(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Save as JSON' })).toBeVisible();
    await expect(this.page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  }

  /** The tab below the timeline. */
  async showTab(name: 'Labels' | 'Teach' | 'Judge'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** A point of a lane, at a moment of what is visible; `lane` is the accessible name of its picture. */
  async pointIn(lane: string, seconds: number, visible: readonly [start: number, end: number]) {
    const picture = this.page.getByRole('img', { name: lane });
    await picture.scrollIntoViewIfNeeded();
    const box = (await picture.boundingBox())!;
    const share = (seconds - visible[0]) / (visible[1] - visible[0]);
    // A mouse has whole pixels.
    return { x: Math.round(box.x + share * box.width), y: Math.round(box.y + box.height / 2) };
  }

  /** Drags with the mouse over a lane, between two moments of what is visible. */
  async drag(lane: string, from: number, to: number, visible: readonly [start: number, end: number]) {
    const start = await this.pointIn(lane, from, visible);
    const end = await this.pointIn(lane, to, visible);
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }

  /** Drops files on the page. */
  async drop(...files: readonly { name: string; content: Buffer }[]): Promise<void> {
    const dropped = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
    await this.page.evaluate((files) => {
      const data = new DataTransfer();
      for (const { name, base64 } of files)
        data.items.add(
          new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name),
        );
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }, dropped);
  }

  /** What is painted in a lane; `lane` is the accessible name of its picture. */
  picture(lane: string): Promise<LanePicture> {
    return lanePicture(this.page.getByRole('img', { name: lane }));
  }

  /** The line that says what is under the pointer, part by part. */
  readout(): Promise<string[]> {
    return this.page.locator('.readout span').allTextContents();
  }

  /** The moment under the pointer. */
  async readoutSeconds(): Promise<number> {
    const [minutes, seconds] = (await this.readout())[0]!.split(':').map(Number);
    return minutes! * 60 + seconds!;
  }

  /** The visible part, its end to a tenth of a second. */
  async visible(): Promise<{ start: number; end: number }> {
    const text = (await this.minimap.getAttribute('aria-valuetext'))!;
    const [minutes, seconds] = text.split(' to ')[1]!.split(':').map(Number);
    const start = Number(await this.minimap.getAttribute('aria-valuenow'));
    return { start, end: minutes! * 60 + seconds! };
  }

  async visibleSeconds(): Promise<number> {
    const { start, end } = await this.visible();
    return end - start;
  }

  /** The labels of the person as the table shows them: `start end class note`, as far as they are in sight. */
  labelRows(): Promise<string[]> {
    return this.page
      .getByRole('grid')
      .locator('tbody tr[aria-rowindex]')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll<HTMLInputElement>('input, select')]
            .map(({ value }) => value)
            .filter(Boolean)
            .join(' '),
        ),
      );
  }

  /** Chooses a label file for the open recording; where there are labels, it replaces them. */
  async importLabels(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) };
    const hasLabels = (await this.page.getByRole('grid').count()) > 0;
    await this.openFiles('Choose a label file', file);
    if (hasLabels) await this.page.getByRole('button', { name: /^Replace your/ }).click();
    await expect(this.page.getByText(`${name} is in`)).toBeVisible();
  }

  /** Waits until the browser keeps the labels as they are. */
  async labelsKept(): Promise<void> {
    await expect(this.page.locator('[data-saved]')).toHaveAttribute('data-saved', 'saved');
  }

  /** Presses a button that downloads a file. */
  async download(button: string | RegExp): Promise<{ readonly name: string; readonly content: Buffer }> {
    const downloading = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: button, exact: true }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  }

  /** What the open model has heard, as it is saved. */
  async heard(): Promise<SavedHearing> {
    const { content } = await this.download('Save as JSON');
    return JSON.parse(content.toString()) as SavedHearing;
  }

  async seconds(): Promise<number> {
    return Number(await this.position.getAttribute('aria-valuenow'));
  }
}

/** A test with a page that asks no other host and logs no error; the model of the fixtures stands in for the default one. */
export const test = base.extend<{ player: Player; quiet: boolean }>({
  quiet: [true, { option: true }],
  player: async ({ page, baseURL, quiet }, use) => {
    const elsewhere: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${baseURL}/`))
        elsewhere.push(request.url());
    });
    page.on('console', (message) => {
      const isBlockedWorker = message.text().startsWith('Service Worker registration blocked');
      if (['error', 'warning'].includes(message.type()) && !isBlockedWorker) errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    // In every tab.
    await page.context().route('**/api/models', async (route) => {
      const listed = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...listed, default: 'fixtures' } });
    });
    await use(new Player(page));
    expect(elsewhere).toEqual([]);
    if (quiet) expect(errors).toEqual([]);
  },
});

export { expect };

import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** A recording of the demo corpus in which speech and noise take turns; nobody trains on it. */
export const DEMO = 'test/alternating-waves-and-speech.flac';

/** The page, and what a person sees of it. */
export class Player {
  readonly page: Page;
  readonly square: Locator;
  readonly position: Locator;
  readonly alert: Locator;

  constructor(page: Page) {
    this.page = page;
    this.square = page.getByRole('region', { name: 'What the network hears' });
    this.position = page.getByRole('slider', { name: 'Position in the recording' });
    this.alert = page.getByRole('alert');
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
    picker: 'Open file' | 'Open files',
    files: Parameters<Locator['setInputFiles']>[0],
  ): Promise<void> {
    await this.page.getByLabel(picker, { exact: true }).setInputFiles(files);
  }

  async classified(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Save as JSON' })).toBeVisible();
    await expect(this.page.getByRole('status')).toHaveCount(0);
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
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route('**/api/models', async (route) => {
      const listed = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...listed, default: 'fixtures' } });
    });
    await use(new Player(page));
    expect(elsewhere).toEqual([]);
    if (quiet) expect(errors).toEqual([]);
  },
});

export { expect };

import type { Page } from '@playwright/test';
import { expect, Player, test } from './player.ts';
import { sweepWave } from './sweep-wave.ts';

const LANE = 'Your labels';
const WHOLE = [0, 10] as const;
const wave = sweepWave(10, 16000);
const fileOf = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

async function openSweep(player: Player, name = 'sweep.wav'): Promise<void> {
  await player.openFiles('Open file', fileOf(name, wave));
  await player.classified();
}

const label = (player: Player, start: number, end: number) => player.drag(LANE, start, end, WHOLE);
const rows = (player: Player) => expect.poll(() => player.labelRows());
/** Where labels begin, in whole seconds. */
const starts = (player: Player) =>
  expect.poll(async () => (await player.labelRows()).map((row) => Math.round(Number(row.slice(2, 8)))));
const undo = ({ page }: Player) => page.getByRole('button', { name: 'Undo' });
const saved = ({ page }: Player) => page.locator('[data-saved]');

test.beforeEach(async ({ player }) => {
  await player.open();
  await openSweep(player);
});

test('labels survive a reload, and are found again under another name', async ({ player }) => {
  const { page } = player;
  await label(player, 2, 4);
  await page.getByLabel('Note').first().fill('a door');
  await page.getByLabel('Note').first().press('Enter');
  await page.getByLabel('Name of a new class').fill('bird');
  await page.keyboard.press('Enter');
  await label(player, 6, 7);
  await rows(player).toEqual([expect.stringMatching(/ speech a door$/), expect.stringMatching(/ bird$/)]);
  const before = await player.labelRows();
  await player.labelsKept();
  await page.reload();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
  await openSweep(player, 'renamed.wav');
  await rows(player).toEqual(before);
  await expect(undo(player)).toBeDisabled();
});

test('an edit that is not kept yet is not lost with the page', async ({ player }) => {
  const { page } = player;
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.accept();
  });
  // Storage takes its time.
  await page.evaluate(() => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((run: () => void, delay: number) =>
      setTimeout(run, delay === 300 ? 60_000 : delay)) as typeof globalThis.setTimeout;
  });
  await label(player, 2, 4);
  await expect(saved(player)).toHaveAttribute('data-saved', 'saving');
  await page.reload();
  expect(asked).toBe(1);
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
  await openSweep(player);
  await starts(player).toEqual([2]);
});

/** The same recording in another tab, which may not hear what this one saves. */
async function otherTab(page: Page, hears: boolean): Promise<Player> {
  const other = new Player(await page.context().newPage());
  if (!hears)
    await other.page.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => undefined));
  await other.open();
  await openSweep(other);
  return other;
}

test('a tab without edits of its own follows the other one', async ({ player }) => {
  const other = await otherTab(player.page, true);
  await label(player, 2, 4);
  await starts(other).toEqual([2]);
  await label(other, 6, 7);
  await starts(player).toEqual([2, 6]);
  await expect(undo(player)).toHaveText('Undo: labels of another tab');
  await undo(player).click();
  await starts(player).toEqual([2]);
  await starts(other).toEqual([2]);
  await expect(player.alert).toHaveCount(0);
  await expect(other.alert).toHaveCount(0);
});

test('of two tabs that were both edited, a person chooses, and nothing is lost', async ({ player }) => {
  const other = await otherTab(player.page, false);
  const conflict = other.page.getByRole('alert');
  await label(player, 2, 4);
  await player.labelsKept();
  await label(other, 6, 7);
  await expect(conflict).toContainText('Another tab saved other labels of sweep.wav.');
  await expect(conflict).toContainText('It has 1 label, saved at');
  await expect(saved(other)).toHaveAttribute('data-saved', 'conflict');
  await conflict.getByRole('button', { name: 'Keep the ones here' }).click();
  await expect(conflict).toHaveCount(0);
  await starts(other).toEqual([6]);
  await starts(player).toEqual([6]);
  await undo(other).click();
  await starts(other).toEqual([2]);
  await starts(player).toEqual([2]);

  await label(player, 8, 9);
  await player.labelsKept();
  await label(other, 4.5, 5.5);
  await conflict.getByRole('button', { name: 'Take the other tab’s' }).click();
  await starts(other).toEqual([2, 8]);
  await other.labelsKept();
  await undo(other).click();
  await rows(other).toHaveLength(2);
  await starts(other).not.toEqual([2, 8]);
  await rows(player).toEqual(await other.labelRows());
});

test('storage that is full is told, loses nothing, and is tried again', async ({ player }) => {
  const { page } = player;
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
      if ('isFull' in globalThis) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    };
    Object.assign(globalThis, { isFull: true });
  });
  await label(player, 2, 4);
  await expect(player.alert).toContainText('The browser’s storage is full. Your labels are still here');
  await expect(saved(player)).toHaveAttribute('data-saved', 'failed');
  await label(player, 6, 7);
  await starts(player).toEqual([2, 6]);
  const { content } = await player.download('Download sweep.txt');
  expect(content.toString().trim().split('\n')).toHaveLength(2);

  await page.evaluate(() => Reflect.deleteProperty(globalThis, 'isFull'));
  await label(player, 8, 9);
  await player.labelsKept();
  await expect(player.alert).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
  await openSweep(player);
  await starts(player).toEqual([2, 6, 8]);
});

test('label files of another recording, and such that are none, are refused in words', async ({ player }) => {
  const { page } = player;
  const rttm = (name: string) => `SPEAKER ${name} 1 1.0 2.0 <NA> <NA> a <NA> <NA>\n`;
  await label(player, 2, 4);
  const before = await player.labelRows();
  for (const [file, sentence] of [
    [
      fileOf('long.txt', '0\t1\ta\n30\t35.25\ta\n'),
      'long.txt has labels up to 0:35.250, and sweep.wav is only 0:10.000 long: they belong to another recording.',
    ],
    [fileOf('two.rttm', rttm('dusk') + rttm('noon')), 'labels of dusk, noon, and none of sweep.wav.'],
    [fileOf('broken.csv', 'start,end,label\n1,soon,a\n'), 'broken.csv, line 2'],
    [fileOf('letter.doc', 'Dear all'), 'letter.doc: the content has no known format'],
    [fileOf('photo.txt', Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'Save the file as UTF-8'],
  ] as const) {
    await player.openFiles('Choose a label file', file);
    await page.getByRole('button', { name: 'Add to your 1 label' }).click();
    await expect(player.alert).toContainText(sentence);
    await player.alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect(player.alert).toHaveCount(0);
  }
  await player.drop({ name: 'dropped.txt', content: Buffer.from('30\t35.25\ta\n') });
  await expect(player.alert).toContainText('they belong to another recording');
  await rows(player).toEqual(before);
  await expect(undo(player)).toHaveText('Undo: label');
});

test.describe('when workers crash', () => {
  // What they throw is logged.
  test.use({ quiet: false });

  test('no label is lost, nor when other recordings are opened', async ({ player }) => {
    const { page } = player;
    await label(player, 2, 4);
    const workers = page.workers();
    expect(workers).toHaveLength(2);
    for (const worker of workers)
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
    await expect.poll(() => page.workers()).toEqual([]);
    await label(player, 6, 7);
    await starts(player).toEqual([2, 6]);
    // Before it is kept.
    await player.openDemo();
    await rows(player).toHaveLength(7);
    await openSweep(player);
    await starts(player).toEqual([2, 6]);
    await expect(undo(player)).toHaveText('Undo: label');
    await undo(player).click();
    await starts(player).toEqual([2]);
    await player.labelsKept();
  });
});

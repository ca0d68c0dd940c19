import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEMO, expect, test, type Player } from './player.ts';

const LANE = 'Heard by the network';
const WHOLE = [0, 15] as const;

const undo = ({ page }: Player) => page.getByRole('button', { name: 'Undo' });

async function click(player: Player, seconds: number): Promise<void> {
  const { x, y } = await player.pointIn(LANE, seconds, WHOLE);
  await player.page.mouse.click(x, y);
}

test('Enter confirms and Del rejects what was heard, of both classes', async ({ player }) => {
  const { page } = player;
  await player.open();
  // Its labels do not come along with a file.
  const buffer = await readFile(path.resolve(import.meta.dirname, '../../../data/demo', DEMO));
  await player.openFiles('Open file', { name: 'mixed.flac', mimeType: 'audio/flac', buffer });
  await player.classified();
  const decide = async (seconds: number, heard: string, key: 'Enter' | 'Delete', step: string) => {
    await click(player, seconds);
    await expect(page.getByRole('region', { name: 'Selected: heard' }).locator('strong')).toHaveText(heard);
    await page.keyboard.press(key);
    await expect(undo(player)).toHaveText(`Undo: ${step}`);
  };
  await decide(1, 'noise', 'Delete', 'reject');
  await decide(3.7, 'speech', 'Enter', 'confirm');
  await decide(6, 'noise', 'Enter', 'confirm');
  await decide(9, 'speech', 'Delete', 'reject');
  const labels = async () => (await player.labelRows()).map((row) => row.split(' ')[2]);
  await expect.poll(labels).toEqual(['speech', 'speech', 'noise', 'noise']);
  // What is said already is no step.
  await click(player, 6);
  await page.keyboard.press('Enter');
  await expect(undo(player)).toHaveText('Undo: reject');

  // As in the table, one after the other.
  const heard = (await player.heard()).segments.length;
  await page.getByRole('button', { name: /^Heard/ }).click();
  await expect(page.getByRole('grid').locator('tbody tr[aria-rowindex]')).toHaveCount(heard);
  await page.getByRole('row').nth(1).getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('row').nth(2).getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('button', { name: /^Yours/ }).click();
  await expect.poll(labels).toEqual(['noise', 'noise', 'noise', 'noise']);
});

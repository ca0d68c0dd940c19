import type { Locator } from '@playwright/test';
import { expect, test, type Player } from './player.ts';

/** No place is further away. */
const MAX_TABS = 120;

/** Presses Tab, or Shift+Tab, until something has the focus. */
async function tabTo({ page }: Player, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let press = 0; press < MAX_TABS; press++) {
    await page.keyboard.press(key);
    const hasFocus = await target.evaluateAll((found) => found.some((one) => one === document.activeElement));
    if (hasFocus) return;
  }
  throw new Error(`${target.toString()} can’t be reached with ${key}.`);
}

test('everything can be done with the keyboard alone', async ({ player }) => {
  const { page, position } = player;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const keys = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const heard = page.getByRole('img', { name: 'Heard by the network' });
  const yours = page.getByRole('img', { name: 'Your labels' });
  const undo = page.getByRole('button', { name: 'Undo' });

  await player.open();
  await tabTo(player, button('Try a demo recording'));
  await keys('Enter');
  await player.classified();

  await tabTo(player, button('Play'));
  await keys('Enter');
  await expect(button('Pause')).toBeFocused();
  await expect.poll(() => player.seconds()).toBeGreaterThan(0.3);
  await keys('Enter');
  await expect(button('Play')).toBeFocused();

  await tabTo(player, button('Zoom in'));
  await keys('Enter', 'Enter');
  await expect.poll(() => player.visibleSeconds()).toBeLessThan(5);
  await keys('f');
  await tabTo(player, player.minimap);
  await tabTo(player, position);

  const before = await yours.getAttribute('aria-label');
  await keys('Home', 'ArrowRight', '[', 'Shift+ArrowRight', 'Shift+ArrowRight', ']', '2');
  await expect(yours).not.toHaveAccessibleName(before!);
  await keys('Escape', '.', 'Enter');
  await expect(undo).toHaveText('Undo: confirm');
  await keys('Control+z', 'Control+z');
  await expect(yours).toHaveAccessibleName(before!);

  // The table edits the same labels.
  const rows = page.getByRole('grid').getByRole('row', { selected: false });
  await tabTo(player, rows);
  await keys('ArrowDown', 'Enter');
  await expect(page.getByRole('grid').getByRole('textbox', { name: 'Start' }).nth(1)).toBeFocused();
  await keys('Escape', 'Delete');
  await expect(undo).toHaveText('Undo: delete');
  await keys('Control+z');
  await expect(yours).toHaveAccessibleName(before!);

  await tabTo(player, page.getByRole('tab', { name: 'Labels' }), 'Shift+Tab');
  await keys('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Teach' })).toBeFocused();
  const heardBefore = (await heard.getAttribute('aria-label'))!;
  await tabTo(player, button('Train'));
  await keys('Enter');
  await expect(page.getByText(/^Learned from \d+\.\d s of labels/)).toBeVisible();
  await expect(page.getByRole('img', { name: 'Heard by before' })).toHaveAccessibleName(
    heardBefore.replace('the network', 'before'),
  );

  await tabTo(player, page.getByRole('tab', { name: 'Teach' }), 'Shift+Tab');
  await keys('ArrowRight');
  const taught = (await heard.getAttribute('aria-label'))!;
  await tabTo(player, page.getByRole('slider', { name: 'Threshold' }));
  await keys('Home');
  await expect(heard).not.toHaveAccessibleName(taught);

  await keys('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await keys('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Threshold' })).toBeFocused();
});

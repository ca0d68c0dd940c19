import type { Locator } from '@playwright/test';
import { expect, test, type Player } from './player.ts';
import { sweepWave } from './sweep-wave.ts';

const LANE = 'Your labels';
const WHOLE = [0, 10] as const;
const sweep = { name: 'sweep.wav', mimeType: 'audio/wav', buffer: sweepWave(10, 16000) };

const undo = ({ page }: Player) => page.getByRole('button', { name: 'Undo' });
const redo = ({ page }: Player) => page.getByRole('button', { name: 'Redo' });
const rows = (player: Player) => expect.poll(() => player.labelRows());
const selected = ({ page }: Player) => page.getByRole('region', { name: 'Selected: your label' });
const press = async ({ page }: Player, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Clicks on the lane, at a moment. */
async function click(player: Player, seconds: number): Promise<void> {
  const { x, y } = await player.pointIn(LANE, seconds, WHOLE);
  await player.page.mouse.click(x, y);
}

async function type(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

test.beforeEach(async ({ player }) => {
  await player.open();
  await player.openFiles('Open file', sweep);
  await player.classified();
});

const drag = (player: Player, from: number, to: number) => player.drag(LANE, from, to, WHOLE);

/** As exact as they are exported. */
async function exported(player: Player): Promise<[start: number, end: number, label: string][]> {
  await player.page.getByRole('combobox', { name: /^Format/ }).selectOption('csv');
  const { content } = await player.download('Download sweep.csv');
  const [, ...lines] = content.toString().trim().split(/\r?\n/);
  return lines.map((line) => {
    const [, start, end, label] = line.split(',');
    return [Number(start), Number(end), label!];
  });
}

test('a drag labels from frame to frame, and the drag of an edge is one step', async ({ player }) => {
  await expect(player.page.getByText('Drag here to label speech')).toBeVisible();
  await drag(player, 2.03, 4.06);
  const [[start, end, label]] = (await exported(player)) as [[number, number, string]];
  expect([start, end]).toEqual([expect.closeTo(2.03, 1), expect.closeTo(4.06, 1)]);
  expect(label).toBe('speech');
  // Frames of 400 samples follow each other after 160; they hand over in the middle.
  for (const seconds of [start, end]) {
    const frame = (seconds * 16000 - 120) / 160;
    expect(frame).toBeCloseTo(Math.round(frame), 2);
  }
  await expect(undo(player)).toHaveText('Undo: label');

  await drag(player, end, 6.5);
  const [[, later]] = (await exported(player)) as [[number, number, string]];
  expect(later).toBeCloseTo(6.5, 1);
  await drag(player, start, 1.2);
  await expect(undo(player)).toHaveText('Undo: resize');
  await undo(player).click();
  expect(await exported(player)).toEqual([[start, later, 'speech']]);
  await undo(player).click();
  expect(await exported(player)).toEqual([[start, end, 'speech']]);
  await undo(player).click();
  await expect(undo(player)).toBeDisabled();
  await expect(player.page.getByText('Nothing is labelled yet.').first()).toBeVisible();
});

test('Escape ends a drag as if it had not been; a click selects', async ({ player }) => {
  const { page } = player;
  await drag(player, 2, 4);
  const before = await player.labelRows();
  const begin = async (from: number, to: number) => {
    const [start, end] = [await player.pointIn(LANE, from, WHOLE), await player.pointIn(LANE, to, WHOLE)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 4 });
  };
  for (const [from, to] of [
    [6, 8],
    [4, 9],
  ] as const) {
    const drawn = await player.picture(LANE);
    await begin(from, to);
    await expect
      .poll(async () => (await player.picture(LANE)).bytes.equals(drawn.bytes), { message: 'a preview' })
      .toBe(false);
    await press(player, 'Escape');
    await page.mouse.up();
    await rows(player).toEqual(before);
  }
  await expect(undo(player)).toHaveText('Undo: label');

  await press(player, 'Escape');
  await expect(selected(player)).toHaveCount(0);
  await click(player, 3);
  await expect(selected(player)).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await expect(undo(player)).toHaveText('Undo: label');
});

test('fields take seconds and minutes, and say what is no time', async ({ player }) => {
  await drag(player, 2, 4);
  const [start, end] = ['Start', 'End'].map((name) => selected(player).getByLabel(name, { exact: true }));
  await type(end!, '6.5');
  await type(start!, '0:01.250');
  await rows(player).toEqual(['0:01.250 0:06.500 speech']);
  await type(end!, '5,75');
  await rows(player).toEqual(['0:01.250 0:05.750 speech']);

  for (const [text, sentence] of [
    ['soon', '“soon” is no time: write seconds, or minutes and seconds such as 1:05.25.'],
    ['1:75', '“1:75” is no time'],
    ['-3', '“-3” is no time'],
    ['1', 'A label has to end after it starts, within the recording: nothing was changed.'],
  ] as const) {
    await type(end!, text);
    await expect(player.alert).toContainText(sentence);
    await expect(end!).toHaveValue('0:05.750');
  }
  // The recording ends there.
  await type(end!, '99');
  await rows(player).toEqual(['0:01.250 0:10.000 speech']);
  await expect(player.alert).toHaveCount(0);
});

test('classes have names, colours and digits of a person’s own', async ({ player }) => {
  const { page } = player;
  await drag(player, 1, 3);
  await type(page.getByLabel('Name of a new class'), 'bird');
  await drag(player, 4, 6);
  await rows(player).toEqual([expect.stringMatching(/ speech$/), expect.stringMatching(/ bird$/)]);
  await type(page.getByLabel('Name of a new class'), 'bird');
  await expect(player.alert).toContainText('There is a class “bird” already: choose another name.');

  await page.getByRole('button', { name: 'Edit the class bird' }).click();
  await type(page.getByRole('group', { name: 'The class bird' }).getByLabel('Name'), 'tawny owl');
  await rows(player).toEqual([expect.stringMatching(/ speech$/), expect.stringMatching(/ tawny owl$/)]);
  // White text could not be read on it.
  await page.getByRole('group', { name: 'The class tawny owl' }).getByLabel('Colour').fill('#ffe000');
  await expect(undo(player)).toHaveText('Undo: change colour');
  await expect
    .poll(async () => (await player.picture(LANE)).colours.get('#857400') ?? 0)
    .toBeGreaterThan(100);

  await click(player, 2);
  await press(player, '3');
  await rows(player).toEqual([expect.stringMatching(/ tawny owl$/), expect.stringMatching(/ tawny owl$/)]);
  await press(player, '9', '1');
  await rows(player).toEqual([expect.stringMatching(/ noise$/), expect.stringMatching(/ tawny owl$/)]);
  await page.getByRole('button', { name: 'Remove the class' }).click();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await rows(player).toEqual([expect.stringMatching(/ noise$/)]);
  for (const step of ['remove class', 'change class', 'change class', 'change colour', 'rename class']) {
    await expect(undo(player)).toHaveText(`Undo: ${step}`);
    await undo(player).click();
  }
  await rows(player).toEqual([expect.stringMatching(/ speech$/), expect.stringMatching(/ bird$/)]);
});

test('split, merge, note and delete, and all of it back to the start and on again', async ({ player }) => {
  const { page } = player;
  const button = (name: string) => selected(player).getByRole('button', { name, exact: true });
  const states: string[][] = [[]];
  const made = async (step: string, count: number) => {
    await expect(undo(player)).toHaveText(`Undo: ${step}`);
    await rows(player).toHaveLength(count);
    states.push(await player.labelRows());
  };
  await drag(player, 2, 6);
  await made('label', 1);
  await player.position.focus();
  await press(player, ...Array.from({ length: 4 }, () => 'ArrowRight'));
  await button('Split at playhead').click();
  await made('split', 2);
  expect(states.at(-1)).toEqual([
    expect.stringMatching(/ 0:0[34]\.\d+ speech/),
    expect.stringMatching(/ speech$/),
  ]);
  await type(selected(player).getByLabel('Note'), ' a door, far away ');
  await made('note', 2);
  expect(states.at(-1)![0]).toMatch(/speech a door, far away$/);
  await button('Merge with next').click();
  await made('merge', 1);
  expect(states.at(-1)![0]).toBe(`${states[1]![0]!} a door, far away`);
  for (const step of [1, 2, 3, 4, 5]) {
    await page
      .getByLabel('Class', { exact: true })
      .first()
      .selectOption(step % 2 ? 'noise' : 'speech');
    await made('change class', 1);
  }
  await button('Delete').click();
  await made('delete', 0);

  const last = states.length - 1;
  for (let step = last - 1; step >= 0; step--) {
    await press(player, 'Control+z');
    await rows(player).toEqual(states[step]);
  }
  await expect(undo(player)).toBeDisabled();
  await expect(redo(player)).toHaveText('Redo: label');
  for (let step = 1; step <= last; step++) {
    if (step % 2) await press(player, 'Control+Shift+Z');
    else await redo(player).click();
    await rows(player).toEqual(states[step]);
  }
  await expect(redo(player)).toBeDisabled();
});

test('; while playing marks where a label begins and ends', async ({ player }) => {
  const { page } = player;
  await player.position.focus();
  await press(player, 'Space');
  await expect.poll(() => player.seconds()).toBeGreaterThan(0.3);
  await press(player, ';');
  await expect(
    page.getByText(/^A label speech begins at 0:0\d\.\d{3}; press ; where it ends\.$/),
  ).toBeVisible();
  const begun = await player.seconds();
  await expect.poll(() => player.seconds()).toBeGreaterThan(begun + 0.3);
  await press(player, ';', 'Space');
  await rows(player).toHaveLength(1);
  const [[start, end]] = (await exported(player)) as [[number, number, string]];
  expect(start).toBeGreaterThan(0.25);
  expect(start).toBeLessThanOrEqual(begun + 0.01);
  expect(end).toBeGreaterThan(begun + 0.25);
});

test('the table does it all with the keyboard alone', async ({ player }) => {
  const { page } = player;
  await player.importLabels('three.txt', '1\t2\tspeech\n3\t4\tnoise\n5\t6\tspeech\n');
  const row = (index: number) => page.getByRole('grid').locator(`[aria-rowindex="${index + 2}"]`);
  await page.getByRole('button', { name: /^Yours/ }).focus();
  await press(player, 'Tab', 'Tab', 'Tab');
  await expect(row(0)).toBeFocused();
  await expect(page.getByRole('grid').locator('tr[tabindex="0"]')).toHaveCount(1);
  await press(player, 'ArrowDown');
  await expect(row(1)).toBeFocused();
  await expect(page.getByRole('grid').locator('tr[tabindex="0"]')).toHaveCount(1);
  expect(await player.seconds()).toBeCloseTo(3, 3);
  await expect(selected(player).getByLabel('Start')).toHaveValue('0:03.000');

  await press(player, 'Enter');
  await page.keyboard.type('2.5');
  await press(player, 'Tab');
  await page.keyboard.type('0:04.25');
  await press(player, 'Enter');
  await expect(row(1)).toBeFocused();
  await press(player, '2');
  await rows(player).toEqual([
    '0:01.000 0:02.000 speech',
    '0:02.500 0:04.250 speech',
    '0:05.000 0:06.000 speech',
  ]);
  await press(player, 'Enter', 'Tab', 'Tab', 'Tab');
  await page.keyboard.type('a gate');
  await press(player, 'Enter', 'End');
  await expect(row(2)).toBeFocused();
  await press(player, 'Home', 'Delete');
  await expect(row(0)).toBeFocused();
  await rows(player).toEqual(['0:02.500 0:04.250 speech a gate', '0:05.000 0:06.000 speech']);
  await press(player, 'Control+z');
  await rows(player).toHaveLength(3);
});

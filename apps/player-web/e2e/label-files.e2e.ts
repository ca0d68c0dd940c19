import {
  annotationFormats,
  type AnnotationFormatName,
  createAnnotation,
  formatLosses,
  type FormatOptions,
  type Segment,
} from '@earmark/dataset';
import { expect, test, type Player } from './player.ts';
import { longWave, sweepWave } from './sweep-wave.ts';

const waveFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'audio/wav', buffer });
const rows = (player: Player) => expect.poll(() => player.labelRows());
const inWords = ({ start, end, label }: Segment) => `${start.toFixed(2)} ${end.toFixed(2)} ${label}`;
const undo = ({ page }: Player) => page.getByRole('button', { name: 'Undo' });

test('labels of Audacity, Praat, RTTM and CSV come in', async ({ player }) => {
  await player.open();
  await player.openFiles('Open file', waveFile('sweep.wav', sweepWave(10, 16000)));
  await player.classified();
  await player.importLabels('audacity.txt', '1.5\t3\tspeech\n\\\t200\t4000\n4\t6.25\tbird\n');
  await rows(player).toEqual(['0:01.500 0:03.000 speech', '0:04.000 0:06.250 bird']);
  await player.importLabels(
    'praat.TextGrid',
    `File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n10\n<exists>\n1\n"IntervalTier"\n"calls"\n0\n10\n3\n0\n2\n""\n2\n4.5\n"owl"\n4.5\n10\n""\n`,
  );
  await rows(player).toEqual(['0:02.000 0:04.500 owl']);
  await player.importLabels(
    'speakers.rttm',
    'SPEAKER other 1 0.5 1.0 <NA> <NA> ann <NA> <NA>\nSPEAKER sweep 1 2.25 3.5 <NA> <NA> ben 0.8 <NA>\n',
  );
  await rows(player).toEqual(['0:02.250 0:05.750 ben']);
  await expect(player.page.getByText('has 2 recordings; taken over is sweep.')).toBeVisible();
  await player.importLabels('table.csv', 'start;end;label;note\n1,5;2,75;noise;"a door; far away"\n');
  await rows(player).toEqual(['0:01.500 0:02.750 noise a door; far away']);

  // Those that are there stay, unless a person wants them gone.
  await player.openFiles('Choose a label file', {
    name: 'more.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('2\t4\tspeech\n'),
  });
  await player.page.getByRole('button', { name: 'Add to your 1 label' }).click();
  await expect(
    player.page.getByText(/more\.txt is in: you have 2 labels now\. 1 label overlaps/),
  ).toBeVisible();
  await expect(undo(player)).toHaveText('Undo: import of more.txt');
  for (const name of ['more.txt', 'table.csv', 'speakers.rttm', 'praat.TextGrid', 'audacity.txt']) {
    await expect(undo(player)).toHaveText(`Undo: import of ${name}`);
    await undo(player).click();
  }
  await expect(undo(player)).toBeDisabled();
});

const BETWEEN_DOWNLOADS = 150;

test('labels go out in every format, and what is lost is told', async ({ player }) => {
  const { page } = player;
  const segments = [
    { start: 0, end: 2, label: 'noise' },
    { start: 2, end: 5.5, label: 'speech', confidence: 0.75, note: 'a door' },
    { start: 5.5, end: 10, label: 'noise' },
  ];
  const annotation = createAnnotation({ uri: 'sweep.wav', kind: 'reference', segments });
  /** How what a format leaves open was written. */
  const read: Partial<Record<AnnotationFormatName, FormatOptions>> = {
    uem: { label: 'speech' },
    kaldi: { label: 'speech' },
    tags: { stepSeconds: 0.01, classes: { n: 'noise', s: 'speech' } },
    'ava-speech': { classes: { NO_SPEECH: 'noise', CLEAN_SPEECH: 'speech' } },
  };
  await player.open();
  await player.openFiles('Open file', waveFile('sweep.wav', sweepWave(10, 16000)));
  await player.classified();
  await player.importLabels('all.json', annotationFormats.json.format([annotation]));

  const section = page.getByRole('region', { name: 'Export labels' });
  const formats = section.getByRole('combobox', { name: /^Format/ });
  const offered = await formats
    .getByRole('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect([...offered].sort()).toEqual(Object.keys(annotationFormats).sort());
  for (const format of offered as AnnotationFormatName[]) {
    await formats.selectOption(format);
    // Chromium drops downloads that come in a burst.
    await page.waitForTimeout(BETWEEN_DOWNLOADS);
    const { name, content } = await player.download(/^Download sweep\./);
    expect(name).toBe(`sweep${annotationFormats[format].extensions[0]!}`);
    const [back] = annotationFormats[format].parse(content.toString(), name, read[format]);
    const kept = format === 'uem' || format === 'kaldi' ? segments.slice(1, 2) : segments;
    expect(back!.segments.map(inWords), format).toEqual(kept.map(inWords));
    const lost = formatLosses([annotation], format, name).map((sentence) => `${sentence}.`);
    if (kept.length < segments.length)
      lost.push(`${annotationFormats[format].title} holds one class, “speech”: left out 2 of 3 segments.`);
    await expect(section.getByRole('listitem')).toHaveText(lost);
  }
});

test('thousands of labels are as quick to work with, and only those in sight are drawn', async ({
  player,
}) => {
  const { page } = player;
  await player.open();
  await player.openFiles('Open file', waveFile('minute.wav', longWave(60, 8000)));
  await player.classified();
  const at = (place: number) => (place * 0.012).toFixed(6);
  const lines = Array.from(
    { length: 5000 },
    (_, place) => `${at(place)}\t${at(place + 1)}\t${place % 2 ? 'noise' : 'speech'}`,
  );
  await player.importLabels('thousands.txt', lines.join('\n'));
  const grid = page.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '5001');
  const drawn = async () => (await player.labelRows()).length;
  expect(await drawn()).toBeLessThan(40);

  await grid.locator('[aria-rowindex="2"]').focus();
  await page.keyboard.press('End');
  await expect(grid.locator('[aria-rowindex="5001"]')).toBeFocused();
  await expect(grid.locator('[aria-rowindex="5001"]')).toBeInViewport();
  expect(await drawn()).toBeLessThan(40);
  expect((await player.labelRows()).at(-1)).toBe('0:59.988 1:00.000 noise');
  expect(await player.seconds()).toBeCloseTo(59.988, 3);
  await page.keyboard.press('Delete');
  await expect(grid).toHaveAttribute('aria-rowcount', '5000');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('1');
  await expect(undo(player)).toHaveText('Undo: change class');
  for (let step = 0; step < 2; step++) await page.keyboard.press('Control+z');
  await expect(grid).toHaveAttribute('aria-rowcount', '5001');
  await expect(undo(player)).toHaveText('Undo: import of thousands.txt');
  await page.keyboard.press('Control+z');
  await expect(grid).toHaveCount(0);
});

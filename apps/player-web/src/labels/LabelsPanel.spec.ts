/** @jest-environment jsdom */
import { TextDecoder, TextEncoder } from 'node:util';
import type { FrameGrid } from '@earmark/dsp';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import type { Labels } from './labels.svelte.ts';
import type LabelsPanel from './LabelsPanel.svelte';

/** What jsdom lacks; storage is missing too, as in a private window. */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  ResizeObserver: class {
    observe = jest.fn();
    unobserve = jest.fn();
    disconnect = jest.fn();
  },
});

Object.assign(File.prototype, {
  arrayBuffer(this: File) {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsArrayBuffer(this);
    });
  },
});

let grid: FrameGrid;
let modules: {
  Labels: typeof Labels;
  LabelsPanel: typeof LabelsPanel;
};
beforeAll(async () => {
  const { FrameGrid } = await import('@earmark/dsp');
  grid = new FrameGrid({ sampleRate: 1000, frameLength: 100, hopLength: 100 });
  modules = {
    Labels: (await import('./labels.svelte.ts')).Labels,
    LabelsPanel: (await import('./LabelsPanel.svelte')).default,
  };
});

const heard = (start: number, end: number, label: string, confidence: number) => ({
  start,
  end,
  label,
  confidence,
});
const hypothesis = [heard(0, 10, 'noise', 0.99), heard(10, 20, 'speech', 0.6), heard(20, 30, 'noise', 0.8)];

async function show() {
  cleanup();
  const labels = new modules.Labels();
  labels.useClasses(['noise', 'speech'], 'noise');
  await labels.open('abc', 'dawn.wav', grid, 30);
  const onSeek = jest.fn();
  render(modules.LabelsPanel, {
    labels,
    hypothesis,
    modelLabels: ['noise', 'speech'],
    background: 'noise',
    styles: new Map(),
    currentSeconds: () => 2,
    onSeek,
  });
  return { labels, onSeek, user: userEvent.setup({ applyAccept: false }) };
}
const rowOf = (index: number) =>
  screen.getByRole('grid').querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)!;
const shown = (labels: Labels) => labels.segments.map(({ start, end, label }) => `${start}-${end} ${label}`);

describe('LabelsPanel', () => {
  it('shows labels as they are made, and takes them back', async () => {
    const { labels, user } = await show();
    expect(screen.getByText('Nothing is labelled yet.', { selector: '.head + p' })).toBeTruthy();
    labels.create(1, 4, 'speech');
    await tick();
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
    expect(rowOf(0).getAttribute('aria-selected')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Undo: label' }));
    expect(labels.segments).toEqual([]);
    expect(screen.queryByRole('grid')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Redo: label' }));
    expect(shown(labels)).toEqual(['1-4 speech']);
  });

  it('edits a row in place', async () => {
    const { labels, user } = await show();
    labels.create(1, 4, 'speech');
    await tick();
    const row = within(rowOf(0));
    await user.clear(row.getByRole('textbox', { name: 'End' }));
    await user.type(row.getByRole('textbox', { name: 'End' }), '0:06.5{Enter}');
    expect(labels.segments[0]?.end).toBe(6.5);
    expect(document.activeElement).toBe(rowOf(0));
    await user.type(row.getByRole('textbox', { name: 'Note' }), 'a door{Enter}');
    expect(labels.segments[0]?.note).toBe('a door');
    await user.type(row.getByRole('textbox', { name: 'Note' }), ' or not{Escape}');
    expect(labels.segments[0]?.note).toBe('a door');
    await user.selectOptions(row.getByRole('combobox', { name: 'Class' }), 'noise');
    expect(shown(labels)).toEqual(['1-6.5 noise']);
    expect(labels.undoName).toBe('change class');
  });

  it('says what is no time, and shows the one that stays', async () => {
    const { labels, user } = await show();
    labels.create(1, 4, 'speech');
    await tick();
    const start = within(rowOf(0)).getByRole<HTMLInputElement>('textbox', { name: 'Start' });
    await user.clear(start);
    await user.type(start, 'soon{Enter}');
    expect(labels.problem).toContain('“soon” is no time');
    expect(start.value).toBe('0:01.000');
    await user.clear(start);
    await user.type(start, '5{Enter}');
    expect(labels.problem).toContain('end after it starts');
    expect([start.value, shown(labels)]).toEqual(['0:01.000', ['1-4 speech']]);
  });

  it('is stepped through, and decided, with the keys alone', async () => {
    const { labels, onSeek, user } = await show();
    await user.click(screen.getByRole('button', { name: /^Doubtful/ }));
    // From the button to the first row.
    await user.tab();
    expect(document.activeElement).toBe(rowOf(0));
    await user.keyboard('{ArrowDown}');
    expect(onSeek).toHaveBeenLastCalledWith(20);
    expect(labels.selection?.segment).toBe(hypothesis[2]);
    await user.keyboard('{Home}{Enter}');
    expect(shown(labels)).toEqual(['10-20 speech']);
    // The next one has taken its place.
    expect(onSeek).toHaveBeenLastCalledWith(20);
    expect(document.activeElement).toBe(rowOf(0));
    await user.keyboard('{Delete}');
    expect(shown(labels)).toEqual(['10-20 speech', '20-30 speech']);
    expect(screen.getByText(/^Nothing that was heard is in doubt/)).toBeTruthy();
  });

  it('gives the row with the focus the class of a number, and goes on to the next', async () => {
    const { labels, user } = await show();
    labels.create(0, 1, 'noise');
    await user.click(screen.getByRole('button', { name: /^Doubtful/ }));
    await user.tab();
    await user.keyboard('1');
    expect(shown(labels)).toEqual(['0-1 noise', '10-20 noise']);
    expect(labels.selection?.segment).toBe(hypothesis[2]);
    await user.keyboard('2');
    expect(shown(labels)).toEqual(['0-1 noise', '10-20 noise', '20-30 speech']);
  });

  it('has the focus go along with a row that gets another place', async () => {
    const { labels, user } = await show();
    labels.create(1, 2, 'noise');
    labels.create(3, 4, 'speech');
    await tick();
    rowOf(1).focus();
    await user.keyboard('{Enter}');
    await user.keyboard('{Control>}a{/Control}0{Enter}');
    expect(shown(labels)).toEqual(['0-4 speech']);
    expect(document.activeElement).toBe(rowOf(0));
  });

  it('says that a mark has begun, and forgets it', async () => {
    const { labels, user } = await show();
    labels.mark(3);
    expect(await screen.findByText(/begins at 0:03\.000/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Forget it' }));
    expect(labels.markedStart).toBeUndefined();
  });

  it('keeps what it handles from the keys of the page', async () => {
    const { labels, user } = await show();
    labels.create(1, 4, 'speech');
    await tick();
    const pressed = jest.fn();
    window.addEventListener('keydown', pressed);
    rowOf(0).focus();
    await user.keyboard('{Home}{Delete}');
    window.removeEventListener('keydown', pressed);
    expect(labels.segments).toEqual([]);
    expect(pressed).not.toHaveBeenCalled();
  });

  it('has few rows of thousands, and comes to each', async () => {
    const { labels, user } = await show();
    const file = Array.from({ length: 3000 }, (_, at) => `${at / 100}\t${(at + 1) / 100}\ta`).join('\n');
    await labels.import(new File([file], 'x.txt'));
    await tick();
    const grid = screen.getByRole('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('3001');
    expect(grid.querySelectorAll('tr').length).toBeLessThan(40);
    rowOf(0).focus();
    await user.keyboard('{End}');
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('3001');
    expect(labels.selection?.segment).toBe(labels.segments[2999]);
  });

  it('adds, renames and removes classes', async () => {
    const { labels, user } = await show();
    await user.type(screen.getByRole('textbox', { name: 'Name of a new class' }), 'owl{Enter}');
    expect(labels.classes.map(({ name }) => name)).toEqual(['noise', 'speech', 'owl']);
    labels.create(1, 2);
    await user.click(screen.getByRole('button', { name: 'Edit the class owl' }));
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'tawny owl');
    await user.tab();
    expect(shown(labels)).toEqual(['1-2 tawny owl']);
    await user.click(screen.getByRole('button', { name: 'Remove the class' }));
    expect(screen.getByText('1 label of this class would go too.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove all' }));
    expect([labels.segments, labels.classes.length]).toEqual([[], 2]);
  });

  it('has the focus on what comes next when a class is renamed or removed', async () => {
    const { labels, user } = await show();
    labels.addClass('owl');
    labels.addClass('wren');
    labels.create(1, 2, 'owl');
    await tick();
    await user.click(screen.getByRole('button', { name: 'Edit the class owl' }));
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'tawny owl');
    await user.tab();
    expect(labels.classes[2]?.name).toBe('tawny owl');
    expect(document.activeElement).toBe(screen.getByLabelText('Colour'));
    screen.getByRole('button', { name: 'Remove the class' }).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove all' }));
    await user.tab();
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove the class' }));
    await user.keyboard('{Enter}{Enter}');
    expect(labels.classes.map((one) => one.name)).toEqual(['noise', 'speech', 'wren']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit the class wren' }));
  });

  it('has the focus on the new name when no class is left', async () => {
    const { labels, user } = await show();
    labels.useClasses([]);
    labels.addClass('owl');
    await tick();
    await user.click(screen.getByRole('button', { name: 'Edit the class owl' }));
    await user.click(screen.getByRole('button', { name: 'Remove the class' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name of a new class' }));
  });

  it('has the focus on the list’s button when its last row is decided', async () => {
    const { labels, user } = await show();
    labels.create(1, 4, 'speech');
    await tick();
    rowOf(0).focus();
    await user.keyboard('{Delete}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Yours 0' }));
    labels.create(0, 10, 'speech');
    labels.create(20, 30, 'noise');
    await tick();
    await user.click(screen.getByRole('button', { name: 'Doubtful 1' }));
    rowOf(0).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Doubtful 0' }));
  });

  it('asks what an import does to the labels that are there', async () => {
    const { labels, user } = await show();
    labels.create(1, 2, 'noise');
    await tick();
    const input = screen.getByLabelText<HTMLInputElement>('Choose a label file');
    await user.upload(input, new File(['3\t4\tspeech\n'], 'x.txt'));
    expect(shown(labels)).toEqual(['1-2 noise']);
    await user.click(screen.getByRole('button', { name: 'Replace your 1 label' }));
    expect(await screen.findByText('x.txt is in: you have 1 label now.')).toBeTruthy();
    expect(shown(labels)).toEqual(['3-4 speech']);
    await user.upload(input, new File(['3\t400\tspeech\n'], 'y.txt'));
    await user.click(screen.getByRole('button', { name: 'Add to your 1 label' }));
    expect((await screen.findByRole('alert')).textContent).toContain('belong to another recording');
    expect(shown(labels)).toEqual(['3-4 speech']);
  });

  it('tells that nothing is kept, and what an export would lose', async () => {
    const { labels } = await show();
    labels.create(1, 2, 'noise');
    labels.annotate(labels.segments[0]!, 'a door');
    expect(await screen.findByText(/^Not kept. .*export them before you close it/)).toBeTruthy();
    expect(await screen.findByText(/has no place for notes: left out for 1 of 1 segments/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Download dawn.txt' })).toBeTruthy();
  });
});

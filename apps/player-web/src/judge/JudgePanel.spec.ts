/** @jest-environment jsdom */
import './page.fixture.ts';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import { type Decision, segmentPosteriors } from '@earmark/models';
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Judged } from './judged.ts';
import JudgePanel from './JudgePanel.svelte';

/** Centres at 0.5, 1.5, 2.5 … s, so that whole seconds are frames. */
const grid = new FrameGrid({ sampleRate: 1000, frameLength: 1000, hopLength: 1000 });
const own: Decision = {
  background: 'noise',
  onset: 0.5,
  offset: 0.5,
  minSegmentSeconds: 0,
  minGapSeconds: 0,
};
const at = (start: number, end: number, label: string) => ({ start, end, label });

function judged(name: string, speech: readonly number[], decision = own): Judged {
  const track = {
    values: Float32Array.from(speech.flatMap((posterior) => [1 - posterior, posterior])),
    frames: speech.length,
    labels: ['noise', 'speech'],
    grid,
  };
  return { name, track, decision, segments: segmentPosteriors(track, decision, speech.length) };
}

/** Heard: speech from 2 to 6 s, and at 8 s. Said: speech from 3 to 8 s, and nothing about the last second. */
const model = judged('first', [0.1, 0.1, 0.6, 0.9, 0.9, 0.9, 0.2, 0.4, 0.7, 0.9]);
const other = judged('second', [0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1]);
const reference = [at(0, 3, 'noise'), at(3, 8, 'speech'), at(8, 9, 'noise')];
const handlers = { onDecide: jest.fn(), onCompare: jest.fn(), onEndCompare: jest.fn(), onHear: jest.fn() };
const props = {
  model,
  ownDecision: own,
  durationSeconds: 10,
  reference,
  compared: undefined,
  comparing: undefined,
  offers: [{ name: 'first' }, { name: 'second' }],
  ...handlers,
};

// Two busy cores make a slow page, not a wrong one.
configure({ asyncUtilTimeout: 30_000 });
beforeEach(() => void jest.clearAllMocks());

const cellsOf = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);
const slider = (name: string) => screen.getByRole<HTMLInputElement>('slider', { name });

describe('the sliders', () => {
  it('hand on one decision for all that moved within a picture', async () => {
    render(JudgePanel, props);
    await fireEvent.input(slider('Threshold'), { target: { value: '0.7' } });
    await fireEvent.input(slider('Threshold'), { target: { value: '0.8' } });
    expect(screen.getByText('Changed by you.')).toBeTruthy();
    await waitFor(() => expect(handlers.onDecide).toHaveBeenCalled());
    expect(handlers.onDecide.mock.calls).toEqual([[{ ...own, onset: 0.8, offset: 0.8 }]]);
  });

  it('take a typed number, and move one that is out of bounds', async () => {
    render(JudgePanel, props);
    const box = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Shortest segment (s)' });
    await userEvent.clear(box);
    await userEvent.type(box, '90');
    await userEvent.tab();
    expect(box.value).toBe('60');
    await waitFor(() => expect(handlers.onDecide).toHaveBeenCalledWith({ ...own, minSegmentSeconds: 60 }));
  });

  it('keep the hysteresis through a threshold that was too low for it', async () => {
    const wide = { ...own, onset: 0.6, offset: 0.3 };
    render(JudgePanel, { ...props, model: judged('first', [0.1, 0.9], wide), ownDecision: wide });
    await fireEvent.input(slider('Threshold'), { target: { value: '0.1' } });
    expect(slider('Hysteresis').value).toBe('0.1');
    await fireEvent.input(slider('Threshold'), { target: { value: '0.7' } });
    expect(slider('Hysteresis').value).toBe('0.3');
  });

  it('go back to the model’s own decision', async () => {
    render(JudgePanel, { ...props, model: { ...model, decision: { ...own, onset: 0.9 } } });
    await userEvent.click(screen.getByRole('button', { name: 'Back to the model’s own' }));
    await waitFor(() => expect(handlers.onDecide).toHaveBeenCalledWith(own));
  });

  it('leave out what says nothing to a model without a background', () => {
    render(JudgePanel, { ...props, model: judged('first', [0.1, 0.9], { ...own, background: null }) });
    expect(screen.getAllByRole('slider')).toHaveLength(3);
    expect(screen.queryByRole('slider', { name: 'Padding (s)' })).toBeNull();
  });
});

describe('with labels', () => {
  it('shows measures, the floor, the curve and what was confused', async () => {
    render(JudgePanel, props);
    // Of the 9 labelled seconds 5 are right; 3 of 5 seconds of speech are found, beside 2 false ones.
    expect(await screen.findByText(/9\.0 s labelled of 10\.0 s/)).toBeTruthy();
    expect(cellsOf(/^Accuracy/)).toEqual(['55.6 %', '55.6 %']);
    expect(cellsOf(/^Precision/)).toEqual(['60.0 %', '55.6 %']);
    expect(cellsOf(/^Recall/)).toEqual(['60.0 %', '100.0 %']);
    expect(cellsOf(/^Missed/)).toEqual(['2.0 s', '0.0 s']);
    // Of 5 × 4 pairs of seconds, 15 are in the right order.
    expect(cellsOf(/^ROC-AUC/)).toEqual(['0.800', '0.500']);
    expect(cellsOf(/^speech/).map((text) => text?.replace(/\s+/g, ' ').trim())).toEqual([
      '40.0 % 2.0 s',
      '60.0 % 3.0 s',
      '5.0 s',
    ]);
    const chart = screen.getByRole('img', { name: 'ROC curve of speech against all else' });
    expect(chart.querySelector('desc')?.textContent).toContain(
      'At the threshold 0.50 alone, 60.0 % of speech is found and 50.0 % of all else is called speech.',
    );
  });

  it('says where a model learned from these very labels', async () => {
    const { rerender } = render(JudgePanel, {
      ...props,
      model: { ...model, taughtHere: { heldOut: 0.931 } },
    });
    const said = await screen.findByText(
      /learned from labels of this recording, so these figures flatter it/,
    );
    expect(said.textContent).toMatch(/^“first” .*Labels that were held out: 93\.1 % found \(see Teach\)\./s);
    await rerender({ model, compared: { ...other, taughtHere: { heldOut: undefined } } });
    await waitFor(() => expect(said.isConnected).toBe(false));
    expect((await screen.findByText(/“second” learned from labels/)).textContent).not.toContain('held out');
    await rerender({ compared: other });
    await waitFor(() => expect(screen.queryByText(/learned from labels/)).toBeNull());
  });

  it('moves the point on the curve with the decision, without ranking anew', async () => {
    const { rerender } = render(JudgePanel, props);
    const chart = await screen.findByRole('img', { name: /ROC/ });
    const [line, place] = ['polyline', 'circle'].map((part) => chart.querySelector(part)!);
    const before = [line!.getAttribute('points'), place!.getAttribute('cx')];
    await rerender({
      model: judged('first', [0.1, 0.1, 0.6, 0.9, 0.9, 0.9, 0.2, 0.4, 0.7, 0.9], { ...own, onset: 0.8 }),
    });
    await waitFor(() => expect(place!.getAttribute('cx')).not.toBe(before[1]));
    expect(place!.getAttribute('cx')).toBe('0');
    expect(line!.getAttribute('points')).toBe(before[0]);
  });

  it('steps through the disagreements, and goes on where one was put right', async () => {
    const { rerender } = render(JudgePanel, props);
    const next = await screen.findByRole('button', { name: 'Next' });
    await userEvent.click(next);
    expect(handlers.onHear).toHaveBeenLastCalledWith(6, 8);
    expect(screen.getByRole('status').textContent).toContain('1 of 3: missed: speech');
    await userEvent.click(next);
    expect(handlers.onHear).toHaveBeenLastCalledWith(2, 3);
    expect(screen.getByRole('button', { current: true }).textContent).toContain('false alarm: speech');

    await rerender({ reference: [at(0, 2, 'noise'), at(2, 8, 'speech'), at(8, 9, 'noise')] });
    await waitFor(() => expect(screen.queryByRole('button', { current: true })).toBeNull());
    await userEvent.click(next);
    expect(handlers.onHear).toHaveBeenLastCalledWith(8, 9);
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(handlers.onHear).toHaveBeenLastCalledWith(6, 8);
  });

  it('steps with the arrow keys, and takes the focus along', async () => {
    render(JudgePanel, props);
    const first = await screen.findByRole('button', { name: /missed: speech/ });
    first.focus();
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect(handlers.onHear).toHaveBeenLastCalledWith(2, 3);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { current: true })));
    await userEvent.keyboard('{End}');
    expect(handlers.onHear).toHaveBeenLastCalledWith(8, 9);
  });

  it('says what it leaves out, and what is missing', async () => {
    const { rerender } = render(JudgePanel, { ...props, reference: [at(0, 2, 'music'), at(2, 4, 'speech')] });
    expect(
      await screen.findByText(/Left out, because first knows noise, speech only:\s+music \(2\.0 s\)/),
    ).toBeTruthy();
    expect(screen.getByText(/^Only speech is labelled so far/)).toBeTruthy();

    await rerender({ reference: [at(0, 2, 'music')] });
    expect(await screen.findByText('Nothing to measure: label some noise or speech first.')).toBeTruthy();

    await rerender({ reference: [] });
    expect(await screen.findByText(/^Label some of this recording/)).toBeTruthy();
  });

  it('refuses labels that overlap, and goes on once they don’t', async () => {
    const { rerender } = render(JudgePanel, { ...props, reference: [at(0, 2, 'noise'), at(1, 3, 'speech')] });
    expect((await screen.findByRole('alert')).textContent).toContain('overlap; expected one label at a time');
    await rerender({ reference });
    expect(await screen.findByRole('img', { name: /ROC/ })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('with a second model', () => {
  it('asks for one that is not the first', async () => {
    render(JudgePanel, props);
    await userEvent.click(await screen.findByRole('button', { name: 'Compare' }));
    expect(handlers.onCompare).toHaveBeenCalledWith('second');
  });

  it('can be ended while it listens', async () => {
    render(JudgePanel, { ...props, comparing: { done: 0.25 } });
    const bar = await screen.findByRole<HTMLProgressElement>('progressbar');
    expect(bar.value).toBe(0.25);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(handlers.onEndCompare).toHaveBeenCalledTimes(1);
  });

  it('shows both, how far they agree and where they differ', async () => {
    render(JudgePanel, { ...props, compared: other });
    const where = await screen.findByRole('region', { name: 'Where the two differ' });
    expect(cellsOf(/^Recall/)).toEqual(['60.0 %', '100.0 %', '100.0 %']);
    // They differ from 2 to 3 s and from 6 to 10 s: 5 of 10 s, each calls 5 or 6 of them speech.
    expect(screen.getByText('50.0 %', { selector: 'strong' })).toBeTruthy();
    expect(within(where).getAllByRole('listitem')).toHaveLength(3);
    await userEvent.click(within(where).getByRole('button', { name: 'Next' }));
    expect(within(where).getByRole('status').textContent).toContain('first: noise, second: speech');
    await userEvent.click(screen.getByRole('button', { name: 'End the comparison' }));
    expect(handlers.onEndCompare).toHaveBeenCalledTimes(1);
  });

  it('has no figures for a label that it does not know', async () => {
    const foreign = { ...other, track: { ...other.track, labels: ['noise', 'bird'] } };
    render(JudgePanel, {
      ...props,
      compared: { ...foreign, segments: segmentPosteriors(foreign.track, own, 10) },
    });
    expect(await screen.findByText('second does not know speech, so it has no figures here.')).toBeTruthy();
    expect(cellsOf(/^Recall/)).toHaveLength(2);
  });
});

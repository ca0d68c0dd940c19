/** @jest-environment jsdom */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { standInForScreen, timelineProps } from './timeline.fixture.ts';
import TimelineToolbar from './TimelineToolbar.svelte';

describe('TimelineToolbar', () => {
  beforeEach(standInForScreen);
  const open = (selection?: { start: number; end: number }) => {
    const { view, look } = timelineProps();
    render(TimelineToolbar, { view, look, selection, currentSeconds: 5 });
    return { view, look };
  };
  const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

  it('zooms around the playhead, fits and goes back', async () => {
    const { view } = open();
    const shown = () => [view.startSeconds, view.endSeconds];
    expect([button('Zoom out').disabled, button('Fit').disabled, button('Back').disabled]).toEqual([
      true,
      true,
      true,
    ]);
    await userEvent.click(button('Zoom in'));
    await userEvent.click(button('Zoom in'));
    expect(shown()).toEqual([3.75, 6.25]);
    await userEvent.click(button('Zoom out'));
    expect(shown()).toEqual([2.5, 7.5]);
    await userEvent.click(button('Fit'));
    expect(shown()).toEqual([0, 10]);
    await userEvent.click(button('Back'));
    expect(shown()).toEqual([2.5, 7.5]);
  });

  it('zooms to the selection where there is one', async () => {
    const { view } = open({ start: 2, end: 3 });
    await userEvent.click(button('Zoom to selection'));
    expect([view.startSeconds, view.endSeconds]).toEqual([2, 3]);
  });

  it('has nothing to zoom to without one', () => {
    open();
    expect(button('Zoom to selection').disabled).toBe(true);
  });

  it('says whether it follows', async () => {
    const { view } = open();
    await userEvent.click(button('Follow'));
    expect([view.follow, button('Follow').getAttribute('aria-pressed')]).toEqual([false, 'false']);
  });

  it('changes colours, gain and range', async () => {
    const { look } = open();
    await userEvent.selectOptions(screen.getByLabelText('Colours'), 'cividis');
    await fireEvent.input(screen.getByLabelText(/^Gain/), { target: { value: '-6' } });
    await fireEvent.input(screen.getByLabelText(/^Range/), { target: { value: '60' } });
    expect([look.colourMap, look.gainDb, look.rangeDb]).toEqual(['cividis', -6, 60]);
    expect(screen.getByLabelText(/^Gain/).getAttribute('aria-valuetext')).toBe('−6 dB');
  });
});

/** @jest-environment jsdom */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import Timeline from './Timeline.svelte';
import { standInForScreen, timelineProps } from './timeline.fixture.ts';

describe('Timeline', () => {
  beforeEach(standInForScreen);
  const named = (role: string, name: string | RegExp) => screen.queryByRole(role, { name });

  it('has a slider for the position', () => {
    render(Timeline, timelineProps());
    const position = named('slider', 'Position in the recording')!;
    const said = ['aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext'].map((name) =>
      position.getAttribute(name),
    );
    expect(said).toEqual(['0', '10', '3.5', '0:03.5 of 0:10.0']);
    expect(position.tabIndex).toBe(0);
  });

  it('tells every lane in a line', () => {
    render(Timeline, timelineProps());
    const names = screen.getAllByRole('img').map((lane) => lane.getAttribute('aria-label'));
    expect(names).toContain('Heard by the network: 1 segment, speech 0:02');
    expect(names).toContain('Your labels: no segments');
    expect(names).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Waveform .*0:10/),
        expect.stringMatching(/^Spectrogram .*magma/),
        expect.stringMatching(/^How probable .*speech/),
      ]),
    );
  });

  it('has a lane more while two models are compared', async () => {
    const { rerender } = render(Timeline, timelineProps());
    expect(named('img', /^Heard by old/)).toBeNull();
    await rerender({ other: { name: 'old', segments: [] } });
    expect(named('img', 'Heard by old: no segments')).not.toBeNull();
  });

  it('reads out what is at the playhead', () => {
    const props = timelineProps();
    render(Timeline, { ...props, transport: { ...props.transport, currentSeconds: 0.0125 } });
    expect(document.body.textContent).toContain('speech 90 %');
  });

  it('follows a playhead that goes out of sight, unless told not to', async () => {
    const props = timelineProps();
    const { view } = props;
    view.show(3, 4);
    const at = (currentSeconds: number) => ({ transport: { ...props.transport, currentSeconds } });
    const { rerender } = render(Timeline, props);
    await rerender(at(4.1));
    expect(view.startSeconds).toBeCloseTo(4.02);
    view.follow = false;
    await rerender(at(9));
    expect(view.startSeconds).toBeCloseTo(4.02);
  });

  it('moves the visible part by keys, which then move nothing else', async () => {
    const props = timelineProps();
    props.view.show(2, 4);
    render(Timeline, props);
    const visible = named('slider', 'Visible part of the recording')!;
    expect(visible.getAttribute('aria-valuetext')).toBe('0:02.0 to 0:04.0');
    let heard = 0;
    const onKey = () => heard++;
    window.addEventListener('keydown', onKey);
    visible.focus();
    await userEvent.keyboard('{End}');
    expect([props.view.startSeconds, heard]).toEqual([8, 0]);
    await userEvent.keyboard('f');
    expect(heard).toBe(1);
    window.removeEventListener('keydown', onKey);
  });

  it('shows an empty timeline before anything is known', () => {
    render(Timeline, { ...timelineProps(), overview: undefined, track: undefined, hypothesis: [] });
    expect(named('slider', 'Position in the recording')).not.toBeNull();
    expect(named('img', /^Spectrogram/)).toBeNull();
  });
});

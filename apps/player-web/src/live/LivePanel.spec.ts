/** @jest-environment jsdom */
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MessageChannel } from 'node:worker_threads';
import { defaultFeatures } from '@earmark/dsp';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { labelStyles } from '../look/palette.ts';
import { fakeBrowser } from './fake-microphone.fixture.ts';
import { fakeNetwork } from './fake-network.fixture.ts';
import { Live } from './live.svelte.ts';
import LivePanel from './LivePanel.svelte';

Object.assign(globalThis, { MessageChannel });

const labels = ['noise', 'speech'];
const model = {
  id: 1,
  labels,
  contract: { features: defaultFeatures, decision: { background: 'noise' } },
};
const nextFrame = () => new Promise(requestAnimationFrame);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

function open() {
  const browser = fakeBrowser();
  const network = fakeNetwork();
  const live = new Live(network, browser);
  const onKeep = jest.fn<(file: File) => void>();
  const onDownload = jest.fn<(file: File) => void>();
  const { rerender, unmount } = render(LivePanel, {
    live,
    model,
    styles: labelStyles(labels, 'noise'),
    look: { colourMap: 'magma', gainDb: 0, rangeDb: 80 },
    onKeep,
    onDownload,
  });
  return { browser, network, live, onKeep, onDownload, rerender, unmount };
}

async function listenTo(browser: ReturnType<typeof fakeBrowser>, seconds: number) {
  await userEvent.click(button('Listen'));
  browser.say(new Float32Array(48_000 * seconds).fill(0.1));
  await nextFrame();
}

describe('LivePanel', () => {
  beforeEach(() => {
    // jsdom has no canvas; what is painted is tested in paint-live.spec.ts.
    HTMLCanvasElement.prototype.getContext = () => null;
  });

  it('lets the person choose a microphone, listen, and see level, time, delay and verdict', async () => {
    const { browser, network, live } = open();
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('not listening');
    await screen.findByRole('option', { name: 'Desk microphone' });
    await userEvent.selectOptions(screen.getByLabelText('Microphone'), 'Desk microphone');
    await listenTo(browser, 2);
    expect(browser.asked).toMatchObject([{ deviceId: { exact: 'a' } }]);
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('−20 dB, good');
    expect(screen.getByRole('status').textContent).toBe(
      'Listening to Desk microphone, unchanged by the browser.',
    );
    expect(document.body.textContent).toContain('0:02.0');
    const square = screen.getByRole('region', { name: 'What the network hears' });
    expect(square.textContent).toContain('getting ready');
    network.hear({
      provisional: Float32Array.of(0.1, 0.9),
      levels: new Uint8Array(64),
      captured: Date.now(),
    });
    await nextFrame();
    expect(square.textContent).toContain('speech');
    expect(screen.getByText(/microphone 10 ms/)).toBeTruthy();
    expect(screen.getByRole('img', { name: /Spectrogram of the last 10 seconds/ })).toBeTruthy();
    network.fail('The network stopped working.');
    await nextFrame();
    expect(square.textContent).toBe('The network has stopped: press Stop and Listen');
    live.stop();
  });

  it('hands what was heard over as a file, to label or to download, and discards it when asked twice', async () => {
    const { browser, live, onKeep, onDownload } = open();
    await listenTo(browser, 1);
    await userEvent.click(button('Stop'));
    await userEvent.click(button(/^Keep and label live/));
    const file = onKeep.mock.calls[0]![0];
    expect(file.name).toMatch(/^live \d{4}-\d\d-\d\d \d\d\.\d\d\.wav$/);
    expect(file.size).toBe(44 + 2 * 48_000);
    expect(live.hasUnsaved).toBe(true);
    await userEvent.click(button(/^Download live/));
    expect(onDownload.mock.calls[0]![0].size).toBe(file.size);
    expect(live.hasUnsaved).toBe(false);
    await userEvent.click(button(/^Discard live/));
    expect(screen.getByText(file.name)).toBeTruthy();
    await userEvent.click(button('Discard for good'));
    expect(screen.queryByText(file.name)).toBeNull();
  });

  it('keeps the focus for the keyboard, to stop what it began and to discard', async () => {
    const { browser } = open();
    for (const _ of ['first', 'second']) {
      button('Listen').focus();
      await userEvent.keyboard('{Enter}');
      browser.say(new Float32Array(48_000).fill(0.1));
      await nextFrame();
      expect(document.activeElement).toBe(button('Stop'));
      await userEvent.keyboard('{Enter}');
    }
    const [discard] = screen.getAllByRole('button', { name: /^Discard live/ });
    discard!.focus();
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).toBe(button('Discard for good'));
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).toBe(button(/^Discard live/));
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    await userEvent.keyboard('{Enter}{Enter}');
    expect(document.activeElement).toBe(button('Listen'));
  });

  it('discards nothing once the focus has left the question', async () => {
    const { browser } = open();
    await listenTo(browser, 1);
    await userEvent.click(button('Stop'));
    await userEvent.click(button(/^Discard live/));
    await userEvent.tab({ shift: true });
    expect(button(/^Discard live/).textContent.trim()).toBe('Discard');
  });

  it('tells what went wrong, and keeps what was heard', async () => {
    const { browser } = open();
    await listenTo(browser, 1);
    browser.unplug();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Desk microphone was unplugged');
    expect(button(/^Keep and label live/)).toBeTruthy();
  });

  it('says what is missing when there is no model, or one without labels', async () => {
    const { rerender } = open();
    await rerender({ model: undefined });
    expect(screen.getByText('Open a model to see what it hears')).toBeTruthy();
    await rerender({ model: { ...model, id: 2, labels: [] } });
    expect(screen.getByText(/no labels yet/)).toBeTruthy();
  });

  it('lets the microphone go when it is closed, and loses nothing', async () => {
    const { browser, live, unmount } = open();
    await listenTo(browser, 1);
    unmount();
    expect(browser.held).toBe(false);
    expect(live.takes[0]!.keeper.seconds).toBe(1);
  });
});

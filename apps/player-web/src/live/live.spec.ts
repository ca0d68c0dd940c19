/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MessageChannel } from 'node:worker_threads';
import { defaultFeatures } from '@earmark/dsp';
import { fakeBrowser } from './fake-microphone.fixture.ts';
import { fakeNetwork } from './fake-network.fixture.ts';
import { Live } from './live.svelte.ts';

Object.assign(globalThis, { MessageChannel });

const model = {
  id: 7,
  labels: ['noise', 'speech'],
  contract: { features: defaultFeatures, decision: { background: 'noise' } },
};
const nextFrame = () => new Promise(requestAnimationFrame);

function setUp(secure = true) {
  const browser = fakeBrowser(secure);
  const network = fakeNetwork();
  const live = new Live(network, browser);
  live.useModel(model);
  return { browser, network, live };
}

async function listening() {
  const parts = setUp();
  await parts.live.listen();
  return parts;
}

describe('Live', () => {
  let open: Live[] = [];
  beforeEach(() => {
    open = [];
  });
  afterEach(() => {
    for (const live of open) live.stop();
  });

  it('listens, meters, and keeps what it hears', async () => {
    const { browser, live } = await listening();
    open.push(live);
    expect(live.state).toBe('listening');
    browser.say(new Float32Array(48_000).fill(0.5));
    await nextFrame();
    expect(live.heardSeconds).toBe(1);
    expect(live.level.peakDb).toBeCloseTo(-6.02, 1);
    live.stop();
    expect(live.state).toBe('stopped');
    expect(browser.held).toBe(false);
    const [take] = live.takes;
    expect(take!.keeper.file(take!.name).size).toBe(44 + 2 * 48_000);
    expect(live.hasUnsaved).toBe(true);
    live.noteDownload(take!);
    expect(live.hasUnsaved).toBe(false);
  });

  it('keeps a block that was still under way when it was stopped', async () => {
    const { browser, live } = await listening();
    browser.say(new Float32Array(480));
    live.stop();
    browser.say(new Float32Array(480));
    expect(live.takes[0]!.keeper.seconds).toBe(0.02);
  });

  it('shows what the network hears now, and how long that took', async () => {
    const { network, live } = await listening();
    open.push(live);
    expect(network.started).toEqual([{ id: 7, sampleRate: 48_000 }]);
    network.hear({ provisional: Float32Array.of(0.25, 0.75), levels: new Uint8Array(64) });
    expect(live.hearing.verdict).toBeUndefined();
    await nextFrame();
    expect(live.hearing.verdict).toMatchObject({ label: 'speech', posterior: 0.75 });
    expect(live.hearing.latencyMilliseconds).toBeGreaterThanOrEqual(0);
    expect(live.hearing.past!.history.frames).toBe(1);
    live.stop();
    expect(network.stops).toBeGreaterThan(0);
    expect(live.hearing.verdict).toBeUndefined();
    expect(live.hearing.past!.history.frames).toBe(1);
  });

  it('lets another network go on listening to the same microphone', async () => {
    const { browser, network, live } = await listening();
    open.push(live);
    live.useModel({ ...model, id: 8 });
    live.useModel({ ...model, id: 8 });
    expect(network.started.map(({ id }) => id)).toEqual([7, 8]);
    expect(browser.asked).toHaveLength(1);
    // What the first one still says is dropped.
    network.hear({ provisional: Float32Array.of(0, 1), levels: new Uint8Array(64) }, 0);
    expect(live.hearing.past!.history.frames).toBe(0);
    expect(live.takes).toEqual([]);
  });

  it('keeps sound without a model, and with one that knows no labels', async () => {
    const { browser, network, live } = setUp();
    live.useModel(undefined);
    await live.listen();
    live.useModel({ ...model, id: 9, labels: [] });
    browser.say(new Float32Array(480));
    live.stop();
    expect(network.started).toEqual([]);
    expect(live.takes[0]!.keeper.seconds).toBe(0.01);
  });

  it('says so when the network fails, and goes on keeping', async () => {
    const { browser, network, live } = setUp();
    network.refusal = 'The model is gone.';
    await live.listen();
    await nextFrame();
    expect(live.problem).toBe(
      'The model is gone. What is heard is kept all the same; to let the network listen anew, press Stop and Listen.',
    );
    expect(live.state).toBe('listening');
    live.problem = undefined;
    browser.say(new Float32Array(480));
    live.stop();
    expect(live.takes[0]!.keeper.seconds).toBe(0.01);
  });

  it('takes the last verdict away when the network stops, and lets it listen anew', async () => {
    const { browser, network, live } = await listening();
    open.push(live);
    network.hear({ provisional: Float32Array.of(0.25, 0.75), levels: new Uint8Array(64) });
    await nextFrame();
    network.fail('The network stopped working: out of memory.');
    expect(live.problem).toContain('out of memory');
    await nextFrame();
    expect([live.hearing.verdict, live.hearing.latencyMilliseconds, live.hearing.failed]).toEqual([
      undefined,
      undefined,
      true,
    ]);
    browser.say(new Float32Array(2 * 48_000));
    expect([live.state, live.hearing.behind]).toEqual(['listening', false]);
    live.stop();
    await live.listen();
    expect([live.takes.length, live.hearing.failed, network.started.length]).toEqual([1, false, 2]);
  });

  it('notices that the network falls behind', async () => {
    const { browser, network, live } = await listening();
    open.push(live);
    browser.say(new Float32Array(2 * 48_000));
    expect(live.hearing.behind).toBe(false);
    network.hear({ seconds: 0.5 });
    browser.say(new Float32Array(480));
    expect(live.hearing.behind).toBe(true);
    network.hear({ seconds: 2 });
    browser.say(new Float32Array(480));
    expect(live.hearing.behind).toBe(false);
  });

  it('keeps what was heard when the microphone is unplugged, and says so', async () => {
    const { browser, live } = setUp();
    await live.useDevice('a');
    await live.listen();
    browser.say(new Float32Array(480));
    browser.unplug();
    expect(live.state).toBe('stopped');
    expect(live.problem).toContain('Desk microphone was unplugged');
    expect(live.problem).toContain('kept below');
    expect(live.takes[0]!.keeper.seconds).toBe(0.01);
    await nextFrame();
    expect(live.chosenDevice).toBeUndefined();
  });

  it('changes the microphone while it listens, and keeps both parts', async () => {
    const { browser, live } = await listening();
    browser.plugged = [...browser.plugged, { deviceId: 'b', label: 'Headset' }];
    browser.say(new Float32Array(480));
    await live.useDevice('b');
    browser.say(new Float32Array(480));
    expect(browser.asked.at(-1)).toMatchObject({ deviceId: { exact: 'b' } });
    live.stop();
    expect(new Set(live.takes.map(({ name }) => name)).size).toBe(2);
  });

  it('follows what is plugged in until it is told not to', async () => {
    const { browser, live } = setUp();
    const unwatch = live.watchDevices();
    await nextFrame();
    expect(live.devices.map(({ name }) => name)).toEqual(['Desk microphone']);
    browser.plugged = [...browser.plugged, { deviceId: 'b', label: 'Headset' }];
    browser.plug();
    await nextFrame();
    expect(live.devices).toHaveLength(2);
    unwatch();
    browser.plugged = [];
    browser.plug();
    await nextFrame();
    expect(live.devices).toHaveLength(2);
  });

  it('lets a microphone go that is granted after Stop', async () => {
    const { browser, live } = setUp();
    const asked = live.listen();
    expect(live.state).toBe('asking');
    live.stop();
    await asked;
    expect([live.state, browser.held, live.takes.length]).toEqual(['idle', false, 0]);
  });

  it('says in plain words why it can’t listen', async () => {
    const { browser, live } = setUp();
    browser.refuse = () => Promise.reject(new DOMException('', 'NotFoundError'));
    await live.listen();
    expect([live.state, live.problem]).toEqual([
      'idle',
      'No microphone was found. Plug one in and listen again.',
    ]);
    const plain = setUp(false).live;
    plain.watchDevices();
    await nextFrame();
    expect(plain.problem).toContain('https');
  });

  it('keeps nothing where nothing came', async () => {
    const { browser, live } = await listening();
    browser.unplug();
    expect([live.state, live.takes.length]).toEqual(['idle', 0]);
    expect(live.problem).not.toContain('kept');
  });

  it('discards what the person does not want', async () => {
    const { browser, live } = await listening();
    browser.say(new Float32Array(480));
    live.stop();
    live.discard(live.takes[0]!);
    expect([live.takes.length, live.hasUnsaved]).toEqual([0, false]);
  });
});

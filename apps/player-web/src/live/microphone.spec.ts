import { describe, expect, it, jest } from '@jest/globals';
import { fakeBrowser } from './fake-microphone.fixture.ts';
import { listMicrophones, openMicrophone } from './microphone.ts';

const listener = () => ({
  onBlock: jest.fn<(block: unknown) => void>(),
  onMuted: jest.fn<(muted: boolean) => void>(),
  onLost: jest.fn<(problem: string) => void>(),
});

describe('listMicrophones', () => {
  it('lists what hears, once each, and names what has no name', async () => {
    const browser = fakeBrowser();
    browser.plugged = [
      { deviceId: 'a', label: 'Desk microphone' },
      { deviceId: 'b', label: '' },
    ];
    expect(await listMicrophones(browser)).toEqual([
      { id: 'a', name: 'Desk microphone' },
      { id: 'b', name: 'Microphone 2' },
    ]);
  });

  it('lists nothing before the permission, when devices have no identity', async () => {
    const browser = fakeBrowser();
    browser.plugged = [{ deviceId: '', label: '' }];
    expect(await listMicrophones(browser)).toEqual([]);
  });

  it('explains plain http', async () => {
    await expect(listMicrophones(fakeBrowser(false))).rejects.toThrow('192.168.1.7:3333');
  });
});

describe('openMicrophone', () => {
  it('asks for the chosen device, with all processing off', async () => {
    const browser = fakeBrowser();
    await openMicrophone('a', listener(), browser);
    await openMicrophone(undefined, listener(), browser);
    const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
    expect(browser.asked).toEqual([{ deviceId: { exact: 'a' }, ...off }, off]);
  });

  it('tells what the browser processes all the same, and the delay that it knows of', async () => {
    const browser = fakeBrowser();
    const clean = await openMicrophone(undefined, listener(), browser);
    expect(clean).toMatchObject({
      name: 'Desk microphone',
      sampleRate: 48_000,
      processing: [],
      delayMilliseconds: 10,
    });
    browser.settings = { echoCancellation: true, autoGainControl: true };
    const changed = await openMicrophone(undefined, listener(), browser);
    expect(changed.processing).toEqual(['echo cancellation', 'gain control']);
    expect(changed.delayMilliseconds).toBeUndefined();
  });

  it('passes blocks and muting on, and lets go when it is stopped', async () => {
    const browser = fakeBrowser();
    const heard = listener();
    const microphone = await openMicrophone(undefined, heard, browser);
    expect(browser.held).toBe(true);
    browser.say(Float32Array.of(1, 2));
    expect(heard.onBlock).toHaveBeenCalledWith(
      expect.objectContaining({ samples: Float32Array.of(1, 2), stamp: expect.any(Number) }),
    );
    browser.mute(true);
    browser.mute(false);
    expect(heard.onMuted.mock.calls).toEqual([[true], [false]]);
    microphone.stop();
    expect(browser.held).toBe(false);
    browser.mute(true);
    browser.unplug();
    expect(heard.onMuted).toHaveBeenCalledTimes(2);
    expect(heard.onLost).not.toHaveBeenCalled();
  });

  it('lets go and says so when it is unplugged, and passes on what was under way', async () => {
    const browser = fakeBrowser();
    const heard = listener();
    await openMicrophone(undefined, heard, browser);
    browser.unplug();
    expect(browser.held).toBe(false);
    expect(heard.onLost).toHaveBeenCalledWith(
      expect.stringContaining('is gone: Desk microphone was unplugged'),
    );
    browser.breakDown();
    expect(heard.onLost).toHaveBeenCalledTimes(1);
    browser.say(Float32Array.of(3));
    expect(heard.onBlock).toHaveBeenCalledTimes(1);
  });

  it('says so when the audio thread fails', async () => {
    const browser = fakeBrowser();
    const heard = listener();
    await openMicrophone(undefined, heard, browser);
    browser.breakDown();
    expect(heard.onLost).toHaveBeenCalledWith(expect.stringContaining('stopped processing sound'));
    expect(browser.held).toBe(false);
  });

  it('holds nothing where something goes wrong half way', async () => {
    const browser = fakeBrowser();
    const capture = jest.spyOn(browser, 'createCapture').mockRejectedValue(new Error('no worklet'));
    await expect(openMicrophone(undefined, listener(), browser)).rejects.toThrow('no worklet');
    expect(capture).toHaveBeenCalledTimes(1);
    expect(browser.held).toBe(false);
  });

  it('says in plain words why it is refused', async () => {
    const browser = fakeBrowser();
    browser.refuse = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    await expect(openMicrophone(undefined, listener(), browser)).rejects.toThrow('Allow it in the browser');
    await expect(openMicrophone(undefined, listener(), fakeBrowser(false))).rejects.toThrow('https');
  });
});

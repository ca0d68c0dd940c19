import type { MicrophonePlatform } from './microphone-platform.ts';

/** A browser with microphones that say what a test tells them to. */
export interface FakeBrowser extends MicrophonePlatform {
  /** What `getUserMedia` was asked for, in order. */
  readonly asked: MediaTrackConstraints[];
  /** Whether the microphone opened last is held. */
  readonly held: boolean;
  /** Ports that the audio thread was given. */
  readonly ports: (MessagePort | undefined)[];
  /** What is plugged in; changing it does not tell the page. */
  plugged: { readonly deviceId: string; readonly label: string }[];
  /** What `getUserMedia` does next, in place of opening a microphone. */
  refuse: (() => Promise<never>) | undefined;
  settings: MediaTrackSettings & { latency?: number };
  say(samples: Float32Array<ArrayBuffer>): void;
  unplug(): void;
  mute(muted: boolean): void;
  plug(): void;
  breakDown(): void;
}

const SAMPLE_RATE = 48_000;

/** @param secure whether it has microphones for the page */
export function fakeBrowser(secure = true): FakeBrowser {
  const asked: MediaTrackConstraints[] = [];
  const ports: (MessagePort | undefined)[] = [];
  const devices = new EventTarget();
  let track: MediaStreamTrack | undefined;
  let capture: AudioWorkletNode | undefined;
  let held = false;
  let closed = true;

  const browser: FakeBrowser = {
    asked,
    ports,
    get held() {
      return held || !closed;
    },
    plugged: [{ deviceId: 'a', label: 'Desk microphone' }],
    refuse: undefined,
    settings: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, latency: 0.01 },
    secure,
    address: 'http://192.168.1.7:3333',
    mediaDevices: secure
      ? (Object.assign(devices, {
          enumerateDevices: async () => [
            { kind: 'audioinput', deviceId: 'default', label: 'Default' },
            { kind: 'videoinput', deviceId: 'v', label: 'Camera' },
            ...browser.plugged.map((device) => ({ kind: 'audioinput', ...device })),
          ],
          async getUserMedia({ audio }: { audio: MediaTrackConstraints }) {
            asked.push(audio);
            if (browser.refuse) return browser.refuse();
            held = true;
            track = {
              label: browser.plugged[0]?.label ?? '',
              muted: false,
              getSettings: () => browser.settings,
              stop: () => (held = false),
            } as unknown as MediaStreamTrack;
            const tracks = [track];
            return { getTracks: () => tracks, getAudioTracks: () => tracks };
          },
        }) as unknown as MediaDevices)
      : undefined,
    createContext() {
      closed = false;
      return {
        state: 'running',
        sampleRate: SAMPLE_RATE,
        resume: async () => {},
        close: async () => void (closed = true),
        createMediaStreamSource: () => ({ connect: () => {} }),
      } as unknown as AudioContext;
    },
    async createCapture() {
      const port = { postMessage: (port: MessagePort | undefined) => ports.push(port) };
      capture = { port } as unknown as AudioWorkletNode;
      return capture;
    },
    say: (samples) => capture?.port.onmessage?.({ data: { samples, stamp: Date.now() } } as MessageEvent),
    unplug() {
      browser.plugged = [];
      track?.onended?.({} as Event);
    },
    mute(muted) {
      Object.assign(track!, { muted });
      track!.onmute?.({} as Event);
    },
    plug: () => devices.dispatchEvent(new Event('devicechange')),
    breakDown: () => capture?.onprocessorerror?.({} as ErrorEvent),
  };
  return browser;
}

import type { LiveNetwork } from '../network/network-client.ts';
import type { LiveHeard } from '../network/network-messages.ts';

/** A network that hears what a test tells it to. */
export interface FakeNetwork extends LiveNetwork {
  readonly started: { readonly id: number; readonly sampleRate: number }[];
  readonly stops: number;
  /** Rejects the next start. */
  refusal: string | undefined;
  /** Answers to the newest start, or to an older one. */
  hear(heard: Partial<LiveHeard>, start?: number): void;
  fail(message: string): void;
}

export function fakeNetwork(): FakeNetwork {
  const started: { id: number; sampleRate: number }[] = [];
  const listeners: ((heard: LiveHeard) => void)[] = [];
  let onFailedNow: (message: string) => void = () => {};
  let stops = 0;
  const network: FakeNetwork = {
    started,
    get stops() {
      return stops;
    },
    refusal: undefined,
    async start(id, sampleRate, onHeard, samples, onFailed = () => {}) {
      samples.close();
      started.push({ id, sampleRate });
      listeners.push(onHeard);
      onFailedNow = onFailed;
      if (network.refusal) throw new Error(network.refusal);
    },
    stop() {
      stops++;
    },
    hear: (heard, start = listeners.length - 1) =>
      listeners[start]!({
        seconds: 0,
        captured: Date.now(),
        provisional: new Float32Array(0),
        final: new Float32Array(0),
        levels: new Uint8Array(0),
        ...heard,
      }),
    fail: (message) => onFailedNow(message),
  };
  return network;
}

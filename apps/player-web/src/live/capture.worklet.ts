/**
 * Runs on the audio thread: sends what the microphone hears to the page, and straight to the network's worker, so that a busy page
 * delays no answer. A message with a port names that worker; one without ends it.
 */
import { createBlockBuilder } from './block-builder.ts';
import type { SampleBlock } from '../network/network-messages.ts';

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const BLOCK_SECONDS = 0.01;

class Capture extends AudioWorkletProcessor {
  readonly #builder = createBlockBuilder(BLOCK_SECONDS * sampleRate);
  #network: MessagePort | undefined;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | undefined>) => (this.#network = data);
  }

  /** The node mixes to one channel, see microphone.ts. */
  process([channels]: Float32Array[][]): boolean {
    const samples = channels?.[0] && this.#builder.push(channels[0]);
    if (samples) {
      // The one clock that audio thread, workers and page share.
      const stamp = Date.now();
      if (this.#network) send(this.#network, { samples: samples.slice(), stamp });
      send(this.port, { samples, stamp });
    }
    return true;
  }
}

function send(port: MessagePort, block: SampleBlock): void {
  port.postMessage(block, [block.samples.buffer]);
}

registerProcessor('capture', Capture);

/** The decoder's home: recordings are decoded here for the eye, beside the network that hears them. */
import { createSoundHost } from './sound-host.ts';
import type { SoundRequest } from './sound-messages.ts';

const take = createSoundHost((answer, handOver = []) => self.postMessage(answer, { transfer: handOver }));

self.onmessage = ({ data }: MessageEvent<SoundRequest>) => take(data);

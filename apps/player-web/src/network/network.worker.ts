/** The network's home: tfjs is loaded here and nowhere else. */
import { openSound } from '../sound/open-sound.ts';
import { browserName } from './browser-name.ts';
import { createNetworkHost } from './network-host.ts';
import type { NetworkRequest } from './network-messages.ts';

const host = createNetworkHost({
  post: (answer) => self.postMessage(answer),
  openSound,
  versions: { browser: browserName(navigator.userAgent) },
  wasmPath: '/tfjs/',
});

self.onmessage = ({ data }: MessageEvent<NetworkRequest>) => host(data);

import { TextDecoder, TextEncoder } from 'node:util';

/**
 * What jsdom lacks: import this first. A package of @earmark/dataset encodes text as soon as it is imported; and as jsdom lays
 * nothing out, no size ever changes.
 */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  ResizeObserver: class {
    observe = () => undefined;
    disconnect = () => undefined;
  },
});

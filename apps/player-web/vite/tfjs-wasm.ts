import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';
import { extraFiles } from './extra-files.ts';

/** With vector instructions and without; the build with threads is never started, see `selectBackend` of `@earmark/models`. */
const NAMES = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/** The `.wasm` files of tfjs on this host, under `/tfjs/`: its backend fetches them by name when it starts. */
export function tfjsWasm(): Plugin {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));
  return extraFiles('earmark:tfjs-wasm', async () =>
    NAMES.map((name) => ({
      path: path.posix.join('tfjs', name),
      read: () => readFile(path.join(folder, name)),
    })),
  );
}

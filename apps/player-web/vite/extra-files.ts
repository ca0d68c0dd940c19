import { extname } from 'node:path';
import type { Plugin } from 'vite';

/** A file of the site that no module imports. */
export interface ExtraFile {
  /** Below the site's root, without a slash in front. */
  readonly path: string;
  read(): Promise<Uint8Array | string>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.bin': 'application/octet-stream',
  '.flac': 'audio/flac',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * Puts files into the built site, and serves them while developing.
 *
 * @param list is asked once
 * @example extraFiles('earmark:licence', async () => [{ path: 'licence.txt', read: () => readFile('LICENSE') }])
 */
export function extraFiles(name: string, list: () => Promise<readonly ExtraFile[]>): Plugin {
  let listing: Promise<readonly ExtraFile[]> | undefined;
  const files = () => (listing ??= list());
  return {
    name,
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const serve = async (): Promise<void> => {
          const file = (await files()).find(({ path }) => `/${path}` === decodeURI(pathname));
          if (!file) return next();
          response.setHeader('Content-Type', TYPES[extname(file.path)] ?? 'application/octet-stream');
          response.end(await file.read());
        };
        serve().catch(next);
      });
    },
    async generateBundle() {
      for (const { path, read } of await files())
        this.emitFile({ type: 'asset', fileName: path, source: await read() });
    },
  };
}

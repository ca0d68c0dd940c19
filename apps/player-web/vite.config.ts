import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Serves the `.wasm` files of tfjs from this host, under `/tfjs/`: its backend fetches them by name when it starts. */
function tfjsWasm(): Plugin {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));
  const names = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  return {
    name: 'earmark:tfjs-wasm',
    configureServer({ middlewares }) {
      middlewares.use('/tfjs', (request, response, next) => {
        const name = names.find((known) => `/${known}` === request.url);
        if (!name) return next();
        response.setHeader('Content-Type', 'application/wasm').end(readFileSync(path.join(folder, name)));
      });
    },
    generateBundle() {
      for (const name of names)
        this.emitFile({
          type: 'asset',
          fileName: `tfjs/${name}`,
          source: readFileSync(path.join(folder, name)),
        });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte(), tfjsWasm()],
  // Packages are taken from their source: they need no build before the page.
  resolve: { conditions: ['@earmark/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  optimizeDeps: {
    // What the worker needs is found at the start, not at the first visit.
    entries: ['index.html', 'src/worker/*.ts'],
  },
  server: { port: 4200, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3333' } },
  build: {
    target: 'es2023',
    // The worker holds tfjs.
    chunkSizeWarningLimit: 2200,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

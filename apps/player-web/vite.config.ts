import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';
import { serviceWorker } from './vite/service-worker.ts';
import { shippedFiles } from './vite/shipped-files.ts';
import { tfjsWasm } from './vite/tfjs-wasm.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    svelte(),
    tfjsWasm(),
    shippedFiles(),
    serviceWorker(path.resolve(import.meta.dirname, 'src/offline/service-worker.ts')),
  ],
  // Packages are taken from their source: they need no build before the page.
  resolve: { conditions: ['@earmark/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  optimizeDeps: {
    // What the workers need is found at the start, not at the first visit.
    entries: ['index.html', 'src/*/*.worker.ts'],
  },
  server: { port: 4200, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3333' } },
  build: {
    target: 'es2023',
    // They know `light-dark()`: what would be made of it for older ones follows the system, not the theme that somebody chose.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The worker holds tfjs.
    chunkSizeWarningLimit: 2200,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

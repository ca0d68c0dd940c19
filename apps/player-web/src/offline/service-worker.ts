import { precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope;
/** Every file of the site, written in by the build: see `vite/service-worker.ts`. */
declare const SITE_FILES: PrecacheEntry[];

// Only these files are answered from here. The API is asked over the network, or not at all.
precacheAndRoute(SITE_FILES);

// The page that brought the worker is kept from now on, not from its next visit.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version waits until a person asks for it, see `register.ts`.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});

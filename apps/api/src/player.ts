import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { Router } from 'express';
import { Problem } from './problem.ts';

/** The built player; its assets carry their hash in the name, the page itself is asked for again each time. */
export function createPlayerRoute(playerFolder: string): Router {
  const router = Router();
  router.get('/', (_request, _response, next) => {
    if (existsSync(path.join(playerFolder, 'index.html'))) return next();
    throw new Problem(404, 'player-not-built', 'The player is not built: run `npx nx build player-web`.');
  });
  router.use(
    express.static(playerFolder, {
      setHeaders(response, file) {
        const hashed = path.basename(path.dirname(file)) === 'assets';
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  return router;
}

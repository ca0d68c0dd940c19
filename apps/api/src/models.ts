import { Router } from 'express';
import { listModels, modelFolder } from './run-folders.ts';

/** `GET /models` and the two files of each, as a browser's tfjs loads them. */
export function createModelRoutes(runsFolder: string): Router {
  const router = Router();

  router.get('/models', async (_request, response) => {
    response.json(await listModels(runsFolder));
  });

  for (const file of ['model.json', 'weights.bin'])
    router.get(`/models/:name/${file}`, async (request, response) => {
      const root = await modelFolder(runsFolder, request.params.name);
      response.sendFile(file, { root, headers: { 'Cache-Control': 'no-cache' } });
    });

  return router;
}

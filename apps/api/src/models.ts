import { Router } from 'express';
import { listModels, modelFolder, type ModelFolders } from './model-folders.ts';

/** `GET /models` and the two files of each, as a browser's tfjs loads them. */
export function createModelRoutes(folders: ModelFolders): Router {
  const router = Router();

  router.get('/models', async (_request, response) => {
    response.json(await listModels(folders));
  });

  for (const file of ['model.json', 'weights.bin'])
    router.get(`/models/:name/${file}`, async (request, response) => {
      const root = await modelFolder(folders, request.params.name);
      response.sendFile(file, { root, headers: { 'Cache-Control': 'no-cache' } });
    });

  return router;
}

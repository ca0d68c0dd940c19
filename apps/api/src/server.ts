import { createServer as createHttpServer, type Server } from 'node:http';
import express, { Router } from 'express';
import helmet from 'helmet';
import { createClassifierProcess } from './classification/classifier-process.ts';
import { createClassifyRoute } from './classify.ts';
import type { ModelFolders } from './model-folders.ts';
import { createModelRoutes } from './models.ts';
import { openApiDocument } from './openapi.ts';
import { createPlayerRoute } from './player.ts';
import { notFound, problemHandler } from './problem.ts';
import { createRecordingRoutes } from './recordings.ts';

export interface ServerOptions {
  readonly models: ModelFolders;
  /** Manifest of the recordings that the player offers; left out, it offers none. */
  readonly recordingsManifest?: string;
  /** The built player. */
  readonly playerFolder: string;
  /** Largest recording that is accepted. */
  readonly maxUploadBytes: number;
}

/**
 * The HTTP server of models, classification and player, not yet listening. Closing it ends its classifier process.
 *
 * @example createServer({ models: { runsFolder: 'runs' }, playerFolder: 'apps/player-web/dist', maxUploadBytes: 1e9 }).listen(3333)
 */
export function createServer({
  models,
  recordingsManifest,
  playerFolder,
  maxUploadBytes,
}: ServerOptions): Server {
  const classifier = createClassifierProcess();
  const api = Router();
  api.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  api.get('/openapi.json', (_request, response) => void response.json(openApiDocument));
  api.use(createModelRoutes(models));
  api.use(createRecordingRoutes(recordingsManifest));
  api.use(createClassifyRoute({ folders: models, maxUploadBytes, classifier }));
  api.use(notFound);

  const app = express();
  app.use(helmet(securityHeaders));
  app.use('/api', api);
  app.use(createPlayerRoute(playerFolder));
  app.use(notFound);
  app.use(problemHandler);

  const server = createHttpServer(app);
  server.on('close', () => classifier.close());
  return server;
}

/**
 * The page takes everything from this server, compiles WASM, and plays files that the person opened (`blob:`). It is served over
 * plain HTTP in a local network too, so nothing may ask for HTTPS.
 */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
};

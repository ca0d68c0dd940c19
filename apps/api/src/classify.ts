import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatClassification, type ClassificationFormat } from '@earmark/models';
import { Router, type Request, type Response } from 'express';
import multer from 'multer';
import type { ClassifierProcess } from './classification/classifier-process.ts';
import { modelFolder, type ModelFolders } from './model-folders.ts';
import { Problem } from './problem.ts';

import { classifyQuerySchema, type ClassifyQuery } from './schemas.ts';

const MEDIA_TYPES: Readonly<Record<ClassificationFormat, string>> = {
  audacity: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
};

interface ClassifyOptions {
  readonly folders: ModelFolders;
  readonly maxUploadBytes: number;
  readonly classifier: ClassifierProcess;
}

/** `POST /classify`: an upload goes to a temporary folder and through the network; the folder is removed, whatever happens. */
export function createClassifyRoute({ folders, maxUploadBytes, classifier }: ClassifyOptions): Router {
  const router = Router();

  router.post('/classify', async (request, response) => {
    const query = parseQuery(request.query);
    const folder = await modelFolder(folders, query.model);
    if (!request.is('multipart/form-data'))
      throw new Problem(
        415,
        'bad-upload',
        'The recording is expected as multipart/form-data, in the field "file".',
      );
    const uploadFolder = await mkdtemp(path.join(tmpdir(), 'earmark-upload-'));
    try {
      const file = await receive(request, response, uploadFolder, maxUploadBytes);
      const classification = await classifier.classify({
        modelName: query.model,
        modelFolder: folder,
        recordingPath: file.path,
        uri: nameOf(file),
        posteriors: query.posteriors === 'true',
      });
      response.type(MEDIA_TYPES[query.format]).send(formatClassification(classification, query.format));
    } finally {
      await rm(uploadFolder, { recursive: true, force: true });
    }
  });

  return router;
}

/** Streams the upload to a file in a folder. */
async function receive(
  request: Request,
  response: Response,
  folder: string,
  maxBytes: number,
): Promise<Express.Multer.File> {
  const upload = multer({ dest: folder, limits: { fileSize: maxBytes, files: 1 } }).single('file');
  await new Promise<void>((resolve, reject) =>
    upload(request, response, (error: unknown) => (error ? reject(uploadFault(error)) : resolve())),
  );
  if (!request.file) throw new Problem(400, 'bad-upload', 'The field "file" with the recording is missing.');
  return request.file;
}

/** A form that can't be parsed is the caller's fault; what the disk refuses is not. */
function uploadFault(error: unknown): unknown {
  const { errno, message } = error as NodeJS.ErrnoException;
  if (error instanceof multer.MulterError || errno !== undefined) return error;
  return new Problem(400, 'bad-upload', `The upload can't be read: ${message}.`);
}

function parseQuery(query: unknown): ClassifyQuery {
  const result = classifyQuerySchema.safeParse(query);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
  throw new Problem(400, 'bad-query', `The query can't be understood (${faults.join('; ')}).`);
}

/** Browsers send names as UTF-8; busboy reads bytes of a header as Latin-1. */
const nameOf = (file: Express.Multer.File): string =>
  Buffer.from(file.originalname, 'latin1').toString('utf8');

import { stat } from 'node:fs/promises';
import { annotationFormats } from '@earmark/dataset';
import { readManifest, type Recording } from '@earmark/dataset/node';
import { Router } from 'express';
import { Problem } from './problem.ts';
import type { RecordingList } from './schemas.ts';

/**
 * `GET /recordings`, the files themselves and their labels: the test split of a corpus, for trying a model at once.
 *
 * @param manifest of the corpus; where there is none the list is empty
 */
export function createRecordingRoutes(manifest: string | undefined): Router {
  const router = Router();
  let reading: Promise<readonly Recording[]> | undefined;
  const recordings = () =>
    (reading ??= readTestSplit(manifest).catch((error: unknown) => {
      // The next request reads it again: it may have been mended.
      reading = undefined;
      throw error;
    }));

  const recordingOf = async (parts: readonly string[]): Promise<Recording> => {
    const name = parts.join('/');
    const recording = (await recordings()).find(({ uri }) => uri === name);
    if (recording) return recording;
    throw new Problem(404, 'unknown-recording', `There is no recording ${JSON.stringify(name)}.`);
  };

  router.get('/recordings', async (_request, response) => {
    const list: RecordingList = {
      recordings: (await recordings()).map(({ uri, kind }) => {
        const url = recordingUrl(uri);
        return { name: uri, kind, url, labelUrl: `${url}/labels.json` };
      }),
    };
    response.json(list);
  });

  router.get('/recordings/*name/labels.json', async (request, response) => {
    const { annotation } = await recordingOf(request.params.name);
    response.type('json').send(annotationFormats.json.format([annotation]));
  });

  router.get('/recordings/*name', async (request, response) => {
    response.sendFile((await recordingOf(request.params.name)).path, { dotfiles: 'allow' });
  });

  return router;
}

const recordingUrl = (uri: string): string =>
  `/api/recordings/${uri.split('/').map(encodeURIComponent).join('/')}`;

async function readTestSplit(manifest: string | undefined): Promise<readonly Recording[]> {
  if (manifest === undefined || !(await stat(manifest).catch(() => undefined))) return [];
  const { recordings } = await readManifest(manifest).catch((error: unknown) => {
    throw new Problem(500, 'unreadable-corpus', (error as Error).message);
  });
  return recordings.filter(({ split }) => split === 'test');
}

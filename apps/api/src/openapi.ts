import { classificationSchema } from '@earmark/dataset';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import {
  classifyQuerySchema,
  healthSchema,
  modelListSchema,
  modelNames,
  problemSchema,
  recordingListSchema,
} from './schemas.ts';

const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});
const file = (description: string, type: string) => ({
  description,
  content: { [type]: { schema: z.string().meta({ format: 'binary' }) } },
});
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
const modelName = {
  path: z.object({ name: z.string().meta({ description: modelNames }) }),
};
const recordingName = { path: z.object({ name: z.string() }) };

/** The OpenAPI 3.1 description of the API, made from the schemas that its routes validate and answer with. */
export const openApiDocument: ReturnType<typeof createDocument> = createDocument({
  openapi: '3.1.0',
  info: {
    title: 'Earmark API',
    version: '0.1.0',
    description: 'Trained models, and the classification of recordings with them.',
  },
  paths: {
    '/api/health': { get: { summary: 'Is the server up', responses: { 200: json('it is', healthSchema) } } },
    '/api/models': {
      get: {
        summary: 'List the models',
        responses: { 200: json('runs, then what comes along, each newest first', modelListSchema) },
      },
    },
    '/api/models/{name}/model.json': {
      get: {
        summary: 'Topology and contract of a model',
        requestParams: modelName,
        responses: { 200: file('a tfjs layers model', 'application/json'), 404: problem('unknown model') },
      },
    },
    '/api/models/{name}/weights.bin': {
      get: {
        summary: 'Weights of a model',
        requestParams: modelName,
        responses: { 200: file('32 bit floats', 'application/octet-stream'), 404: problem('unknown model') },
      },
    },
    '/api/classify': {
      post: {
        summary: 'Classify a recording',
        requestParams: { query: classifyQuerySchema },
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: z.object({
                file: z.string().meta({
                  format: 'binary',
                  description: 'WAV, FLAC, MP3, Ogg Vorbis or Opus; others where the server has ffmpeg',
                }),
              }),
            },
          },
        },
        responses: {
          200: {
            description: 'segments without gaps, in the format that was asked for',
            content: {
              'application/json': { schema: classificationSchema.meta({ id: 'Classification' }) },
              'text/csv': { schema: z.string() },
              'text/plain': { schema: z.string().meta({ description: 'an Audacity label track' }) },
            },
          },
          400: problem('bad query or upload'),
          404: problem('unknown model'),
          409: problem('the model does not fit its contract'),
          413: problem('the recording is too large'),
          415: problem('no multipart/form-data'),
          422: problem('no recording that can be decoded'),
        },
      },
    },
    '/api/recordings': {
      get: {
        summary: 'List the recordings to try',
        responses: { 200: json('test split', recordingListSchema) },
      },
    },
    '/api/recordings/{name}': {
      get: {
        summary: 'One of these recordings',
        requestParams: recordingName,
        responses: { 200: file('its file', 'audio/*'), 404: problem('unknown recording') },
      },
    },
    '/api/recordings/{name}/labels.json': {
      get: {
        summary: 'Labels of one of these recordings, as Earmark’s own JSON',
        requestParams: recordingName,
        responses: { 200: file('its reference', 'application/json'), 404: problem('unknown recording') },
      },
    },
    '/api/openapi.json': {
      get: { summary: 'This document', responses: { 200: { description: 'OpenAPI 3.1' } } },
    },
  },
});

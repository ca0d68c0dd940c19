import { classificationFormats } from '@earmark/models';
import { z } from 'zod';
import 'zod-openapi';

export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export const modelSchema = z
  .strictObject({
    name: z.string().meta({ description: 'the run folder', example: '2026-01-31-demo' }),
    labels: z.array(z.string()),
    createdAt: z.string(),
    trainedOn: z.string().meta({ description: 'the data, as its provenance names them' }),
    test: z
      .strictObject({
        rocAuc: z.number().nullable(),
        f1: z.number().nullable(),
        precision: z.number().nullable(),
        recall: z.number().nullable(),
      })
      .nullable()
      .meta({ description: 'frame metrics on the test split; null where the run has no report' }),
  })
  .meta({ id: 'Model' });

export const modelListSchema = z.strictObject({
  latest: z.string().nullable(),
  models: z.array(modelSchema).meta({ description: 'newest first' }),
  unreadable: z
    .array(z.strictObject({ name: z.string(), detail: z.string() }))
    .meta({ description: 'run folders whose model.json does not hold a valid contract' }),
});

export const recordingListSchema = z.strictObject({
  recordings: z.array(
    z.strictObject({ name: z.string(), kind: z.string(), url: z.string() }).meta({ id: 'Recording' }),
  ),
});

export const classifyQuerySchema = z.strictObject({
  model: z.string().default('latest').meta({ description: 'name of a model, or latest' }),
  posteriors: z.enum(['true', 'false']).default('false'),
  format: z.enum(classificationFormats).default('json'),
});

export const healthSchema = z.strictObject({ status: z.literal('ok') });

export type ProblemDetails = z.infer<typeof problemSchema>;
export type Model = z.infer<typeof modelSchema>;
export type ModelList = z.infer<typeof modelListSchema>;
export type RecordingList = z.infer<typeof recordingListSchema>;
export type ClassifyQuery = z.infer<typeof classifyQuerySchema>;

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
    name: z.string().meta({ description: 'that of its folder', example: '2026-01-31-demo' }),
    origin: z.enum(['run', 'shipped']).meta({ description: 'trained here, or come along with Earmark' }),
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
      .meta({ description: 'frame metrics on the test split; null where a run has no report' }),
  })
  .meta({ id: 'Model' });

export const modelListSchema = z.strictObject({
  default: z.string().nullable().meta({ description: 'the model that is used where none is named' }),
  latest: z.string().nullable().meta({ description: 'the newest run' }),
  models: z.array(modelSchema).meta({ description: 'runs, then what comes along, each newest first' }),
  unreadable: z
    .array(z.strictObject({ name: z.string(), detail: z.string() }))
    .meta({ description: 'folders whose model.json does not hold a valid contract' }),
});

export const recordingListSchema = z.strictObject({
  recordings: z.array(
    z
      .strictObject({ name: z.string(), kind: z.string(), url: z.string(), labelUrl: z.string() })
      .meta({ id: 'Recording' }),
  ),
});

export const modelNames = 'name of a model, latest for the newest run, or default';

export const classifyQuerySchema = z.strictObject({
  model: z.string().default('default').meta({ description: modelNames }),
  posteriors: z.enum(['true', 'false']).default('false'),
  format: z.enum(classificationFormats).default('json'),
});

export const healthSchema = z.strictObject({ status: z.literal('ok') });

export type ProblemDetails = z.infer<typeof problemSchema>;
export type Model = z.infer<typeof modelSchema>;
export type ModelList = z.infer<typeof modelListSchema>;
export type RecordingList = z.infer<typeof recordingListSchema>;
export type ClassifyQuery = z.infer<typeof classifyQuerySchema>;

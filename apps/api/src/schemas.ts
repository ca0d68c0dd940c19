import type { ClassificationJson } from '@earmark/dataset';
import { classificationFormats } from '@earmark/models';
import { z } from 'zod';
import 'zod-openapi';

const seconds = z.number().nonnegative();
const probability = z.number().min(0).max(1);

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

export const classificationSchema: z.ZodType<ClassificationJson> = z
  .strictObject({
    uri: z.string(),
    durationSeconds: seconds,
    labels: z.array(z.string()),
    segments: z.array(
      z.strictObject({
        start: seconds,
        end: seconds,
        label: z.string(),
        confidence: probability.optional(),
      }),
    ),
    posteriors: z
      .strictObject({
        hopSeconds: seconds,
        firstCentreSeconds: seconds,
        values: z
          .record(z.string(), z.array(probability))
          .meta({ description: 'per label one value a frame' }),
      })
      .optional(),
  })
  .meta({ id: 'Classification' });

export const healthSchema = z.strictObject({ status: z.literal('ok') });

export type ProblemDetails = z.infer<typeof problemSchema>;
export type Model = z.infer<typeof modelSchema>;
export type ModelList = z.infer<typeof modelListSchema>;
export type RecordingList = z.infer<typeof recordingListSchema>;
export type ClassifyQuery = z.infer<typeof classifyQuerySchema>;

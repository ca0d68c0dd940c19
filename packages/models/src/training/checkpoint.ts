import { z } from 'zod';

/** One row of `history.csv`: what an epoch cost and reached. */
export const epochRowSchema = z.strictObject({
  epoch: z.int().nonnegative(),
  /** Mean cross-entropy over the training frames as augmented, in nats. */
  trainLoss: z.number(),
  /** Mean cross-entropy over the validation frames, in nats. */
  validLoss: z.number(),
  /** Frame ROC-AUC; for more than two labels the mean over the labels, each against the rest. */
  validRocAuc: z.number(),
  /** Frame F1 of the foreground at posterior 0.5; for more than two labels the mean over the foreground labels. */
  validF1: z.number(),
  learningRate: z.number(),
  seconds: z.number(),
});
export type EpochRow = z.infer<typeof epochRowSchema>;

/** A tensor's shape and values, away from any backend. */
export interface StoredTensor {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** All that training needs to go on as if it had never stopped. Spans are redrawn from seed and epoch, so they are not in it. */
export interface Checkpoint {
  /** The epoch that is under way. */
  readonly epoch: number;
  /** Steps that are done of it. */
  readonly step: number;
  /** Sum of their losses. */
  readonly lossSum: number;
  readonly history: readonly EpochRow[];
  readonly best: {
    readonly epoch: number;
    readonly validRocAuc: number;
    readonly weights: readonly StoredTensor[];
  };
  readonly weights: readonly StoredTensor[];
  /** Their running mean. */
  readonly averaged: readonly StoredTensor[];
  readonly optimizer: readonly StoredTensor[];
}

const headerSchema = z.strictObject({
  key: z.string(),
  epoch: z.int().nonnegative(),
  step: z.int().nonnegative(),
  lossSum: z.number(),
  history: z.array(epochRowSchema),
  best: z.strictObject({ epoch: z.int(), validRocAuc: z.number() }),
  shapes: z.strictObject({
    best: z.array(z.array(z.int())),
    weights: z.array(z.array(z.int())),
    averaged: z.array(z.array(z.int())),
    optimizer: z.array(z.array(z.int())),
  }),
});

/**
 * Writes a checkpoint as bytes: the length of a JSON header (uint32, little endian), the header, then all values as float32.
 *
 * @param key names what the checkpoint belongs to (recipe, seed, features, data); another key is refused on reading
 */
export function serializeCheckpoint(checkpoint: Checkpoint, key: string): Uint8Array {
  const { best, weights, averaged, optimizer, ...progress } = checkpoint;
  const tensors = [...best.weights, ...weights, ...averaged, ...optimizer];
  const shapesOf = (group: readonly StoredTensor[]) => group.map(({ shape }) => shape);
  const header = new TextEncoder().encode(
    JSON.stringify({
      key,
      ...progress,
      best: { epoch: best.epoch, validRocAuc: best.validRocAuc },
      shapes: {
        best: shapesOf(best.weights),
        weights: shapesOf(weights),
        averaged: shapesOf(averaged),
        optimizer: shapesOf(optimizer),
      },
    }),
  );
  const values = tensors.reduce((count, tensor) => count + tensor.values.length, 0);
  const bytes = new Uint8Array(4 + header.length + 4 * values);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = 4 + header.length;
  for (const tensor of tensors)
    for (const value of tensor.values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

/**
 * Reads a checkpoint back.
 *
 * @throws RangeError where the bytes are no whole checkpoint, or one that belongs to another recipe, seed or corpus
 */
export function deserializeCheckpoint(bytes: Uint8Array, key: string): Checkpoint {
  const { header, valuesAt } = readHeader(bytes);
  if (header.key !== key)
    throw new RangeError(
      'the checkpoint belongs to another recipe, seed or corpus: start a new run, or repeat the options of the old one',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = valuesAt;
  const read = (shape: number[]): StoredTensor => {
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    if (at + 4 * values.length > bytes.length)
      throw new RangeError('the checkpoint is cut off: start a new run');
    for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true);
    return { shape, values };
  };
  const { epoch, step, lossSum, history, shapes } = header;
  const best = { ...header.best, weights: shapes.best.map(read) };
  return {
    epoch,
    step,
    lossSum,
    history,
    best,
    weights: shapes.weights.map(read),
    averaged: shapes.averaged.map(read),
    optimizer: shapes.optimizer.map(read),
  };
}

function readHeader(bytes: Uint8Array) {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const valuesAt = 4 + view.getUint32(0, true);
    const text = new TextDecoder().decode(bytes.subarray(4, valuesAt));
    return { header: headerSchema.parse(JSON.parse(text)), valuesAt };
  } catch {
    throw new RangeError('this is no checkpoint of Earmark, or it is cut off: start a new run');
  }
}

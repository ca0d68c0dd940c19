import { z } from 'zod';

/** What every way of training tells of an epoch: what it cost. What it reached comes on top. */
export const epochCostsSchema = z.strictObject({
  epoch: z.int().nonnegative(),
  /** Mean loss over the training material as augmented. */
  trainLoss: z.number(),
  learningRate: z.number(),
  seconds: z.number(),
});
export type EpochCosts = z.infer<typeof epochCostsSchema>;

/** A tensor's shape and values, away from any backend. */
export interface StoredTensor {
  readonly shape: number[];
  readonly values: Float32Array;
}

/**
 * All that training needs to go on as if it had never stopped. What it sees is redrawn from seed and epoch, so that is not in it.
 * `Row` is what is known of an epoch.
 */
export interface Checkpoint<Row extends EpochCosts> {
  /** The epoch that is under way. */
  readonly epoch: number;
  /** Steps that are done of it. */
  readonly step: number;
  /** Sum of their losses. */
  readonly lossSum: number;
  readonly history: readonly Row[];
  readonly best: {
    /** -1 where none was finished. */
    readonly epoch: number;
    /** What the epochs are compared by; the highest is best. */
    readonly score: number;
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
  history: z.array(z.unknown()),
  // JSON knows no infinity, which the score is before the first epoch is done.
  best: z.strictObject({ epoch: z.int(), score: z.number().nullable() }),
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
export function serializeCheckpoint(checkpoint: Checkpoint<EpochCosts>, key: string): Uint8Array {
  const { best, weights, averaged, optimizer, ...progress } = checkpoint;
  const tensors = [...best.weights, ...weights, ...averaged, ...optimizer];
  const shapesOf = (group: readonly StoredTensor[]) => group.map(({ shape }) => shape);
  const header = new TextEncoder().encode(
    JSON.stringify({
      key,
      ...progress,
      best: { epoch: best.epoch, score: best.score },
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
 * @param rowSchema what is known of an epoch
 * @throws RangeError where the bytes are no whole checkpoint, or one that belongs to another recipe, seed or corpus
 */
export function readCheckpoint<Row extends EpochCosts>(
  bytes: Uint8Array,
  key: string,
  rowSchema: z.ZodType<Row>,
): Checkpoint<Row> {
  const { header, history, valuesAt } = readHeader(bytes, rowSchema);
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
  const { epoch, step, lossSum, shapes } = header;
  const { epoch: bestEpoch, score } = header.best;
  const best = { epoch: bestEpoch, score: score ?? -Infinity, weights: shapes.best.map(read) };
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

function readHeader<Row extends EpochCosts>(bytes: Uint8Array, rowSchema: z.ZodType<Row>) {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const valuesAt = 4 + view.getUint32(0, true);
    const text = new TextDecoder().decode(bytes.subarray(4, valuesAt));
    const header = headerSchema.parse(JSON.parse(text));
    return { header, history: z.array(rowSchema).parse(header.history), valuesAt };
  } catch {
    throw new RangeError('this is no checkpoint of Earmark, or it is cut off: start a new run');
  }
}

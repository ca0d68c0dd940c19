import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { selectBackend } from './select.ts';
import { registerWasmGradients } from './wasm-gradients.ts';

type Shape = [number, number, number, number];
type Pair = [number, number];
type Pad = 'same' | 'valid' | tf.backend_util.ExplicitPadding;
type Op = (...inputs: tf.Tensor4D[]) => tf.Tensor4D;
type Draw = (shape: number[], seed: number) => tf.Tensor;

// The plain JS side is slow, above all while other tests run.
jest.setTimeout(60_000);

beforeAll(async () => {
  await selectBackend('cpu');
  await selectBackend('wasm');
});

const normal: Draw = (shape, seed) => tf.randomNormal(shape, 0, 1, 'float32', seed);
/** Sums of their products are exact in float32, and maxima tie often. */
const whole: Draw = (shape, seed) => tf.randomUniformInt(shape, -8, 9, seed).toFloat();

/** The gradient of each input of `op`, for numbers that are the same on every backend. */
async function gradientsOn(backend: string, op: Op, shapes: Shape[], draw: Draw): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const inputs = shapes.map((shape, index) => draw(shape, index + 1)) as tf.Tensor4D[];
    const dy = draw(op(...inputs).shape, shapes.length + 1);
    const gradients = tf.grads(op as (...inputs: tf.Tensor[]) => tf.Tensor)(inputs, dy);
    return gradients.map((gradient) => gradient.dataSync<'float32'>());
  });
}

/** Largest difference between gradients on WASM and in plain JS, relative to the largest value of each gradient. */
async function disagreement(op: Op, shapes: Shape[], draw: Draw): Promise<number> {
  const expected = await gradientsOn('cpu', op, shapes, draw);
  const actual = await gradientsOn('wasm', op, shapes, draw);
  const relative = expected.map((reference, input) => {
    const scale = reference.reduce((largest, value) => Math.max(largest, Math.abs(value)), Number.MIN_VALUE);
    return (
      reference.reduce((worst, value, i) => Math.max(worst, Math.abs(value - actual[input]![i]!)), 0) / scale
    );
  });
  return Math.max(...relative);
}

const explicit = (
  top: number,
  bottom: number,
  left: number,
  right: number,
): tf.backend_util.ExplicitPadding => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
];

const anyPad = (most: number): fc.Arbitrary<Pad> =>
  fc.oneof(
    fc.constant<Pad>('same'),
    fc.constant<Pad>('valid'),
    fc
      .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: most })))
      .map((sides) => explicit(...(sides as Shape))),
  );
const upTo = (max: number) => fc.integer({ min: 1, max });
const pairUpTo = (max: number) => fc.tuple(upTo(max), upTo(max));

describe('gradients of a convolution on WASM', () => {
  const pads: [string, Pad][] = [
    ['same', 'same'],
    ['valid', 'valid'],
    ['2 on each side', explicit(2, 2, 2, 2)],
    ['uneven', explicit(0, 1, 2, 0)],
    ['wider than the filter', explicit(6, 5, 4, 7)],
  ];
  const filters: Pair[] = [
    [1, 1],
    [3, 3],
    [2, 5],
    [4, 1],
    [1, 6],
  ];
  const strides: Pair[] = [
    [1, 1],
    [2, 2],
    [1, 3],
    [3, 2],
  ];

  it.each(pads)('are those of plain JS with padding %s', async (_, pad) => {
    const wrong: string[] = [];
    for (const [height, width] of filters)
      for (const stride of strides) {
        const convolve: Op = (x, filter) => tf.conv2d(x, filter, stride, pad);
        const shapes: Shape[] = [
          [3, 9, 10, 3],
          [height, width, 3, 9],
        ];
        const error = await disagreement(convolve, shapes, normal);
        if (!(error < 1e-5))
          wrong.push(`filter ${height}x${width}, strides ${stride.join(' and ')}: ${error}`);
      }
    expect(wrong).toEqual([]);
  });

  it('are those of plain JS for any shape', async () => {
    const anyConvolution = fc
      .record({
        filter: pairUpTo(5),
        strides: pairUpTo(3),
        channels: pairUpTo(9),
        batch: upTo(4),
        pad: anyPad(6),
      })
      .chain((settings) =>
        fc.record({
          settings: fc.constant(settings),
          height: fc.integer({ min: settings.filter[0], max: 12 }),
          width: fc.integer({ min: settings.filter[1], max: 12 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(
        anyConvolution,
        async ({ settings: { filter, strides, channels, batch, pad }, height, width }) => {
          const shapes: Shape[] = [
            [batch, height, width, channels[0]],
            [...filter, ...channels],
          ];
          expect(await disagreement((x, f) => tf.conv2d(x, f, strides, pad), shapes, whole)).toBeLessThan(
            1e-5,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are those of plain JS for a transposed convolution', async () => {
    const upsample: Op = (x, filter) => tf.conv2dTranspose(x, filter, [2, 11, 6, 3], [2, 1], 'same');
    expect(
      await disagreement(
        upsample,
        [
          [2, 6, 6, 4],
          [3, 2, 3, 4],
        ],
        normal,
      ),
    ).toBeLessThan(1e-5);
  });

  it('sum thousands of products to the same numbers', async () => {
    const convolve: Op = (x, filter) => tf.conv2d(x, filter, 1, 'valid');
    expect(
      await disagreement(
        convolve,
        [
          [4, 30, 20, 3],
          [3, 3, 3, 8],
        ],
        normal,
      ),
    ).toBeLessThan(1e-5);
  });
});

describe('gradients of max-pooling on WASM', () => {
  it('are those of plain JS for any shape, the first of equal inputs being the maximum', async () => {
    const anyPooling = fc
      .record({
        window: pairUpTo(4).filter(([height, width]) => height * width > 1),
        strides: pairUpTo(4),
        batch: upTo(3),
        channels: upTo(9),
      })
      .chain((settings) =>
        fc.record({
          settings: fc.constant(settings),
          pad: anyPad(Math.min(...settings.window) - 1),
          height: fc.integer({ min: settings.window[0], max: 12 }),
          width: fc.integer({ min: settings.window[1], max: 12 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(
        anyPooling,
        async ({ settings: { window, strides, batch, channels }, pad, height, width }) => {
          const shapes: Shape[] = [[batch, height, width, channels]];
          expect(await disagreement((x) => tf.maxPool(x, window, strides, pad), shapes, whole)).toBeLessThan(
            1e-5,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('sums on WASM', () => {
  const shapes = [[4, 7, 5, 3], [2, 600, 8], [1, 9, 4], [3, 1, 5], [2, 3], [6]];

  it.each(shapes.map((shape) => [shape]))(
    'of %j over any leading axes are those of plain JS',
    async (shape) => {
      const sums = async (backend: string) => {
        await tf.setBackend(backend);
        return tf.tidy(() =>
          shape.flatMap((_, last) =>
            [false, true].map((keepDims) => {
              const axes = shape.slice(0, last + 1).map((_, axis) => axis);
              const sum = normal(shape, 1).sum(axes, keepDims);
              return { shape: sum.shape, values: [...sum.dataSync()] };
            }),
          ),
        );
      };
      const expected = await sums('cpu');
      const actual = await sums('wasm');
      expect(actual.map((sum) => sum.shape)).toEqual(expected.map((sum) => sum.shape));
      const largest = Math.max(...expected.flatMap((sum) => sum.values.map(Math.abs)));
      actual.forEach((sum, i) =>
        sum.values.forEach((value, j) =>
          expect(Math.abs(value - expected[i]!.values[j]!)).toBeLessThan(1e-5 * largest),
        ),
      );
    },
  );
});

describe('registerWasmGradients', () => {
  it('may be called twice', () => {
    const before = tf.getKernelsForBackend('wasm').length;
    registerWasmGradients();
    expect(tf.getKernelsForBackend('wasm')).toHaveLength(before);
  });

  it('keeps the values of a clone whose original is gone', async () => {
    await tf.setBackend('wasm');
    const original = tf.tensor1d([1, 2, 3]);
    const clone = original.clone();
    original.dispose();
    const next = tf.tensor1d([7, 8, 9]);
    expect([...clone.dataSync()]).toEqual([1, 2, 3]);
    tf.dispose([clone, next]);
  });

  it('leaves no tensor behind, neither in tfjs nor in the heap of the WASM module', async () => {
    await tf.setBackend('wasm');
    const backend = tf.backend() as BackendWasm;
    const filter = tf.variable(normal([3, 3, 1, 8], 1)) as tf.Variable<tf.Rank.R4>;
    const optimizer = tf.train.sgd(0.01);
    const step = () =>
      tf.tidy(() => {
        const x = normal([4, 20, 20, 1], 2) as tf.Tensor4D;
        optimizer.minimize(() =>
          tf.conv2d(x, filter, [2, 1], 'same').relu().maxPool([1, 2], [1, 2], 'valid').sum<tf.Scalar>(),
        );
      });
    const memory = () => ({
      tensors: tf.memory().numTensors,
      data: backend.numDataIds(),
      heapBytes: (backend.wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.length,
    });

    step();
    const before = memory();
    for (let i = 0; i < 300; i++) step();
    expect(memory()).toEqual(before);
  });
});

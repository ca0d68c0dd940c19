import { z } from 'zod';

/** How a spectrogram is cut: windows of `frames` frames, each `hop` frames after the one before. */
export const windowSpecSchema = z
  .strictObject({ frames: z.int().positive(), hop: z.int().positive() })
  .readonly();

/** Both in frames. */
export type WindowSpec = z.infer<typeof windowSpecSchema>;

/**
 * Checks a value from outside.
 *
 * @throws RangeError naming the value and what was expected.
 */
export function parseWindowSpec(value: unknown): WindowSpec {
  const parsed = windowSpecSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RangeError(
    `windows are ${JSON.stringify(value)}; expected { frames, hop }, whole numbers of 1 or more`,
  );
}

/**
 * The first frame of every window that fits whole: 0, hop, 2 hop … A tail shorter than a window has none.
 *
 * @throws RangeError where the frame count is not a whole number of 0 or more, or the window spec is not valid.
 * @example windowStarts(10, { frames: 4, hop: 3 }) // [0, 3, 6]
 */
export function windowStarts(frameCount: number, windows: WindowSpec): number[] {
  if (!Number.isInteger(frameCount) || frameCount < 0) {
    throw new RangeError(`frameCount is ${frameCount}; expected a whole number, 0 or more`);
  }
  const { frames, hop } = parseWindowSpec(windows);
  const count = Math.max(0, Math.floor((frameCount - frames) / hop) + 1);
  return Array.from({ length: count }, (_, index) => index * hop);
}

import type { FrameGrid } from '@earmark/dsp';

/** A table with one row a frame: its time, then one number a column. It is read once, piece by piece, and need never be whole. */
export interface FrameTable {
  /** Names of the columns after `time`, each there once. */
  readonly columns: readonly string[];
  /** Says which time a frame has. */
  readonly grid: FrameGrid;
  /** The frames in their order, row-major [frames][columns]. */
  readonly pieces: AsyncIterable<Float32Array>;
  /** What a reader should know of how the numbers were made. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Name of the first column: the centre of the frame, in seconds from the start of the recording. */
export const timeColumn = 'time';

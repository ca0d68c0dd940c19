import { descriptorColumns, type DescriptorColumn, type DescriptorName } from './descriptor-names.ts';
import { createFrameDescriptors } from './frame-descriptors.ts';
import { FrameGrid } from './frame-grid.ts';
import { createFrameStream, frameStreamBlock, type FrameStream } from './frame-stream.ts';

/** Turns samples into rows of descriptors, one a frame, as they arrive. */
export interface DescriptorStream extends FrameStream {
  /** What the numbers of a row are. */
  readonly columns: readonly DescriptorColumn[];
}

/**
 * A stream from samples to the descriptors of every frame. However the samples are cut into pieces, the numbers are the same, bit
 * by bit.
 *
 * @param axis the frames, such as a FrameGrid or a FeatureSpec, whose spectrogram then has the same ones
 * @param names see `descriptorNames`
 * @param inputSampleRate of the samples that will be pushed, in Hz; they are resampled where it differs from the axis's
 * @throws RangeError for a bad axis or sample rate, an unknown name, or `mfcc` of frames too short for its mel bands
 * @example
 * const stream = await createDescriptorStream(defaultFeatures, ['rms', 'zcr']);
 * stream.push(new Float32Array(560)).length; // 4: two frames of two columns
 */
export async function createDescriptorStream(
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
  names: readonly DescriptorName[],
  inputSampleRate: number = axis.sampleRate,
): Promise<DescriptorStream> {
  const grid = new FrameGrid(axis);
  const columns = descriptorColumns(names);
  const width = columns.length;
  const frameDescriptors = await createFrameDescriptors(grid, names);
  const samples = new Float32Array(grid.frameLength + frameStreamBlock);
  const stream = createFrameStream(grid, inputSampleRate, {
    width,
    samples,
    write(start, frames, out, offset) {
      for (let t = 0; t < frames; t++)
        frameDescriptors.write(samples, start + t * grid.hopLength, out, offset + t * width);
    },
    reset: frameDescriptors.reset,
  });
  return { columns, ...stream };
}

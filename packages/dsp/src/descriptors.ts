import type { Audio } from './audio.ts';
import { concatenate } from './concatenate.ts';
import type { DescriptorColumn, DescriptorName } from './descriptor-names.ts';
import { createDescriptorStream } from './descriptor-stream.ts';
import type { FrameGrid } from './frame-grid.ts';

/**
 * Classic descriptors of every frame of a whole recording: one push and a flush of `createDescriptorStream`.
 *
 * @param audio at any sample rate; it is resampled where that differs from the axis's
 * @param axis the frames, such as a FrameGrid or a FeatureSpec, whose spectrogram then has the same ones
 * @param names see `descriptorNames`
 * @returns for each column one value a frame; 0 in silence, but `mfcc0` at its least
 * @throws RangeError as `createDescriptorStream`, or naming the first sample that is not finite
 * @example
 * const audio = { samples: new Float32Array(16000).fill(0.5), sampleRate: 16000 };
 * const { rms, mfcc0 } = await descriptors(audio, defaultFeatures, ['rms', 'mfcc']);
 * rms[0]; // 0.5
 */
export async function descriptors<Name extends DescriptorName>(
  audio: Audio,
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
  names: readonly Name[],
): Promise<Record<DescriptorColumn<Name>, Float32Array>> {
  const stream = await createDescriptorStream(axis, names, audio.sampleRate);
  const rows = concatenate([stream.push(audio.samples), stream.flush()]);
  const width = stream.columns.length;
  const columns = stream.columns.map((column, index) => [
    column,
    Float32Array.from({ length: rows.length / width }, (_, t) => rows[t * width + index]!),
  ]);
  return Object.fromEntries(columns) as Record<DescriptorColumn<Name>, Float32Array>;
}

import { FrameGrid } from '@earmark/dsp';
import type { RecordingFile } from './open-recording.ts';

/** The error of a recording that holds no whole frame. */
export function tooShort(
  { path, sampleRate }: RecordingFile,
  sampleCount: number,
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
): RangeError {
  const found = (sampleCount / sampleRate).toFixed(4);
  const least = (new FrameGrid(axis).samplesFor(1) / axis.sampleRate).toFixed(4);
  return new RangeError(
    `${path}: the recording lasts ${found} s; expected at least one frame of ${least} s. Leave it out`,
  );
}

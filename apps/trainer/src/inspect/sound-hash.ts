import type { RecordingMeasures } from '@earmark/dataset/node';

/**
 * Names the sound of a recording, whatever file it is in. Nothing for zeros, which are no sound: two silent recordings of one length
 * are no copies of each other.
 *
 * @example soundHash(await measureRecording('silence.wav')) // undefined
 */
export function soundHash({
  peak,
  contentHash,
}: Pick<RecordingMeasures, 'peak' | 'contentHash'>): string | undefined {
  // The hash is of 16-bit samples.
  return Math.round(peak * 32_768) === 0 ? undefined : contentHash;
}

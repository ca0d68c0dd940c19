import { addEvent } from './add-event.ts';

/** A copy that rises from silence and falls back to it, in straight lines of `fadeLength` samples at its ends. */
export function faded(samples: Float32Array, fadeLength: number): Float32Array {
  const length = Math.min(fadeLength, Math.floor(samples.length / 2));
  const copy = samples.slice();
  for (let i = 0; i < length; i++) {
    copy[i]! *= (i + 0.5) / length;
    copy[copy.length - 1 - i]! *= (i + 0.5) / length;
  }
  return copy;
}

/**
 * A sound as often as it takes to fill `length` samples, each time faded into the next.
 *
 * @param skipped samples of the sound that are left out at the beginning
 * @param sound at least one sample
 * @example repeat(Float32Array.of(1, 2, 3), 5, 1, 0) // 2, 3, 1, 2, 3
 */
export function repeat(
  sound: Float32Array,
  length: number,
  skipped: number,
  fadeLength: number,
): Float32Array {
  if (sound.length - skipped >= length) return sound.slice(skipped, skipped + length);
  const overlap = Math.min(fadeLength, Math.floor(sound.length / 2));
  const step = sound.length - overlap;
  const track = new Float32Array(skipped + length);
  const event = faded(sound, overlap);
  for (let at = 0; at < track.length; at += step) addEvent(track, at, event);
  return track.subarray(skipped);
}

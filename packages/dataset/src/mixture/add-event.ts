/** Adds `event` times `gain` to `track` from sample `at` on; what lies beyond the track's end is dropped. */
export function addEvent(track: Float32Array, at: number, event: Float32Array, gain = 1): void {
  const end = Math.min(track.length, at + event.length);
  for (let i = at; i < end; i++) track[i]! += gain * event[i - at]!;
}

type Samples = Float32Array | Float64Array | Int16Array | Int32Array;

/**
 * One channel, or the mean of all, of samples that lie channel by channel within each instant.
 *
 * @param interleaved [instants][channels]; a last instant that isn't whole is left out.
 * @param channel counted from 0; undefined for the mean.
 * @param fullScale what becomes 1.
 * @example mixInterleaved(Int16Array.of(0, 16384), { channels: 2, channel: undefined, fullScale: 32768 }) // [0.25]
 */
export function mixInterleaved(
  interleaved: Samples,
  { channels, channel, fullScale }: { channels: number; channel: number | undefined; fullScale: number },
): Float32Array {
  const mono = new Float32Array(Math.floor(interleaved.length / channels));
  if (channels === 1 || channel !== undefined) {
    for (let index = 0, at = channel ?? 0; index < mono.length; index += 1, at += channels) {
      mono[index] = interleaved[at]! / fullScale;
    }
    return mono;
  }
  const divisor = channels * fullScale;
  for (let index = 0, at = 0; index < mono.length; index += 1) {
    let sum = 0;
    for (const end = at + channels; at < end; at += 1) sum += interleaved[at]!;
    mono[index] = sum / divisor;
  }
  return mono;
}

/**
 * One channel, or the mean of all, of samples that lie in one array per channel.
 *
 * @param planes one per channel, of equal length.
 * @param channel as in `mixInterleaved`.
 * @example mixPlanes([Float32Array.of(0.5), Float32Array.of(0)], { channel: 0, fullScale: 1 }) // [0.5]
 */
export function mixPlanes(
  planes: readonly Samples[],
  { channel, fullScale }: { channel: number | undefined; fullScale: number },
): Float32Array {
  const chosen = channel === undefined ? planes : planes.slice(channel, channel + 1);
  const mono = new Float32Array(chosen[0]?.length ?? 0);
  const divisor = chosen.length * fullScale;
  for (let index = 0; index < mono.length; index += 1) {
    let sum = 0;
    for (const plane of chosen) sum += plane[index]!;
    mono[index] = sum / divisor;
  }
  return mono;
}

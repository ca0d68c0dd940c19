import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import type { SampleBlock } from './decoded-blocks.ts';

const FULL_SCALE = 0x8000;

/**
 * Reads the 16-bit integers that most WAV files consist of straight from the file: mediabunny's decoder, which takes any PCM, takes
 * several times as long.
 *
 * @param track of the codec `pcm-s16` (little-endian, as every browser is)
 * @param seconds on the track's own time axis; the blocks begin at or before it
 */
export async function* pcm16Blocks(
  track: InputAudioTrack,
  { sampleRate, channels }: { readonly sampleRate: number; readonly channels: number },
  seconds: number,
): AsyncGenerator<SampleBlock> {
  const sink = new EncodedPacketSink(track);
  const first = (await sink.getPacket(seconds)) ?? undefined;
  for await (const { data, timestamp } of sink.packets(first))
    yield { start: Math.round(timestamp * sampleRate), samples: meanOfIntegers(data, channels) };
}

function meanOfIntegers(bytes: Uint8Array, channels: number): Float32Array {
  // Copied, as they lie anywhere in what was read of the file.
  const integers = new Int16Array(bytes.slice(0, bytes.length - (bytes.length % 2)).buffer);
  const samples = new Float32Array(Math.floor(integers.length / channels));
  const divisor = channels * FULL_SCALE;
  for (let index = 0, at = 0; index < samples.length; index++) {
    let sum = 0;
    for (const end = at + channels; at < end; at++) sum += integers[at]!;
    samples[index] = sum / divisor;
  }
  return samples;
}

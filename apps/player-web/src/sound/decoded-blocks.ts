import { toMono } from '@earmark/dsp';
import { AudioSampleSink, InputDisposedError, type AudioSample, type InputAudioTrack } from 'mediabunny';
import { decoderJump } from './decoder-jump.ts';
import { pcm16Blocks } from './pcm16-blocks.ts';

/** Samples, as a decoder hands them over. */
export interface SampleBlock {
  /** Index of the first one on the track's own time axis. */
  readonly start: number;
  /** The mean of all channels. */
  readonly samples: Float32Array;
}

/** After a jump a lossy decoder takes so long until it gives the same as without. */
const PREROLL_SECONDS = 0.25;
/** What is skipped first where a decoder stops at damage, then twice as much, and so on. */
const FIRST_SKIP_SECONDS = 0.05;
const MAX_SKIP_SECONDS = 60;

/** What of a track is decoded, and what is known of it. */
export interface BlockOptions {
  /** Of what is decoded, in Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Index of the first sample that is wanted on the track's own time axis; the blocks begin at or before it. */
  readonly from: number;
  /** Where the track ends on that axis. */
  readonly endSeconds: number;
}

/**
 * Decodes a track from some sample on, block by block. What is damaged is passed over, and missing between two blocks.
 *
 * @throws Error in plain words where the file can't be read any more, where a minute can't be decoded, or where the rate changes
 */
export async function* decodedBlocks(
  track: InputAudioTrack,
  options: BlockOptions,
): AsyncGenerator<SampleBlock> {
  const { sampleRate, from, endSeconds } = options;
  const isPcm16 = (await track.getCodec()) === 'pcm-s16';
  let reached = from / sampleRate - (isPcm16 ? 0 : PREROLL_SECONDS);
  for (let failures = 0, skip = 0; reached + skip < endSeconds; failures += 1) {
    try {
      const seconds = reached + skip;
      const run = isPcm16 ? pcm16Blocks(track, options, seconds) : decodeRun(track, sampleRate, seconds);
      for await (const block of run) {
        yield block;
        const end = (block.start + block.samples.length) / sampleRate;
        if (end > reached) [reached, failures, skip] = [end, 0, 0];
      }
      return;
    } catch (error) {
      if (!isDamage(error)) throw inPlainWords(error);
      // The first time nothing is skipped: the samples ahead of the damage were lost with it.
      skip = failures === 0 ? 0 : FIRST_SKIP_SECONDS * 2 ** (failures - 1);
      if (skip > MAX_SKIP_SECONDS)
        throw new Error(`From ${reached.toFixed(3)} s on it can’t be decoded. Export the recording again.`, {
          cause: error,
        });
    }
  }
}

class RateChange extends Error {}

async function* decodeRun(
  track: InputAudioTrack,
  sampleRate: number,
  seconds: number,
): AsyncGenerator<SampleBlock> {
  const { timestamp, lostSeconds } = await decoderJump(track, seconds);
  const lost = Math.round(lostSeconds * sampleRate);
  for await (const sample of new AudioSampleSink(track).samples(timestamp)) {
    try {
      if (sample.sampleRate !== sampleRate)
        throw new RateChange(
          `It changes from ${sampleRate} to ${sample.sampleRate} Hz on the way. Convert it to one rate.`,
        );
      yield { start: Math.round(sample.timestamp * sampleRate) + lost, samples: monoSamples(sample) };
    } finally {
      sample.close();
    }
  }
}

/** As floats, which mediabunny (for PCM) and browsers (for 32 bits) scale evenly, as our decoders in Node do. */
function monoSamples(sample: AudioSample): Float32Array {
  const channels = Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const samples = new Float32Array(sample.numberOfFrames);
    sample.copyTo(samples, { format: 'f32-planar', planeIndex });
    return samples;
  });
  return channels.length === 1 ? channels[0]! : toMono(channels);
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name);

const isDamage = (error: unknown): boolean =>
  !(error instanceof InputDisposedError || error instanceof RateChange || isUnreadable(error));

function inPlainWords(error: unknown): unknown {
  if (!isUnreadable(error)) return error;
  return new Error('It can no longer be read: it was moved, changed or deleted. Open it again.', {
    cause: error,
  });
}

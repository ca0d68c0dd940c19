import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
  FLAC,
  Input,
  type InputAudioTrack,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import { decodedBlocks } from './decoded-blocks.ts';
import { joinBlocks } from './join-blocks.ts';
import { mp3Ends } from './mp3-ends.ts';
import type { OpenSound } from './open-sound.ts';
import { UndecodableSound } from './undecodable-sound.ts';
import { withWaveSizes } from './wave-sizes.ts';

const FORMATS = [WAVE, FLAC, MP3, OGG, MP4, QTFF, WEBM, MATROSKA, ADTS];
/** Formats that note down where the sound ends within the last packet. */
const EXACT_FORMATS = [OGG, MP4, QTFF];

// What can't be read ends in an error of ours.
Logging.level = LogLevel.Silent;

/** Where the recording lies on the time axis of its track. */
interface Extent {
  /** Index of its first sample. */
  readonly first: number;
  /** In samples; Infinity where only decoding tells it. */
  readonly length: number;
  /** Where the track ends, as well as the file says it. */
  readonly endSeconds: number;
}

/**
 * Opens a file with mediabunny, which reads the container; the browser decodes (WebCodecs), but for PCM.
 *
 * @throws as `openSound`
 */
export async function openFile(file: Blob): Promise<OpenSound> {
  if (file.size === 0) throw new Error('It is empty.');
  const input = new Input({ source: new BlobSource(await withWaveSizes(file)), formats: FORMATS });
  try {
    const track = await soundTrack(input);
    const { sampleRate, channels } = await decodedFormat(track);
    const { first, length, endSeconds } = await extentOf(file, input, track, sampleRate);
    const durationSeconds = Number.isFinite(length) ? length / sampleRate : endSeconds - first / sampleRate;
    return {
      info: { durationSeconds, sampleRate, channels, codec: (await track.getCodec()) ?? 'unknown' },
      pieces(startSeconds = 0, endSecondsOfPieces = Infinity) {
        const from = first + Math.max(0, Math.round(startSeconds * sampleRate));
        const to = first + Math.min(length, Math.round(endSecondsOfPieces * sampleRate));
        const blocks = decodedBlocks(track, { sampleRate, channels, from, endSeconds });
        return joinBlocks(blocks, { from, to, pieceLength: sampleRate });
      },
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

async function soundTrack(input: Input): Promise<InputAudioTrack> {
  const tracks = await input.getTracks().catch((cause: unknown) => {
    throw new UndecodableSound(`It can't be read: ${(cause as Error).message}`);
  });
  const track = await input.getPrimaryAudioTrack();
  if (track) return track;
  if (tracks.length > 0) throw new Error('There is no sound in it, only pictures or text.');
  throw new UndecodableSound('There is no sound in it.');
}

/** As the first samples are, since the header of AAC may name half the rate of what is decoded. */
async function decodedFormat(
  track: InputAudioTrack,
): Promise<{ readonly sampleRate: number; readonly channels: number }> {
  const samples = new AudioSampleSink(track).samples();
  try {
    const { value } = await samples.next();
    if (!value) throw new Error('it ends before its first sample.');
    const { sampleRate, numberOfChannels: channels } = value;
    value.close();
    return { sampleRate, channels };
  } catch (cause) {
    throw new UndecodableSound(
      `It can't be decoded: ${(cause as Error).message}`,
      await track.getSampleRate(),
    );
  } finally {
    await samples.return();
  }
}

async function extentOf(
  file: Blob,
  input: Input,
  track: InputAudioTrack,
  sampleRate: number,
): Promise<Extent> {
  const format = await input.getFormat();
  const isExact = EXACT_FORMATS.some((exact) => exact === format);
  // A recording that was cut out of a broadcast doesn't begin with 0.
  const first = Math.round(Math.max(0, await track.getFirstTimestamp()) * sampleRate);
  const notedSeconds = isExact ? undefined : await track.getDurationFromMetadata();
  const endSeconds = notedSeconds ?? (await lastEndSeconds(track));
  const end = Math.round(endSeconds * sampleRate);
  if (format !== MP3) return { first, length: isExact ? end - first : Infinity, endSeconds };
  const { delay, padding } = await mp3Ends(file);
  return { first: first + delay, length: delay > 0 ? end - delay - padding : Infinity, endSeconds };
}

/** Where the last packet ends; in an Ogg file that is cut off it is not found at once. */
async function lastEndSeconds(track: InputAudioTrack): Promise<number> {
  try {
    return await track.computeDuration();
  } catch {
    let end = 0;
    const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true });
    try {
      for await (const { timestamp, duration } of packets) end = timestamp + duration;
    } catch {
      return end;
    }
    return end;
  }
}

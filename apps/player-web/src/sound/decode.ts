import { toMono, type Audio } from '@earmark/dsp';
import { evenlyScaled } from './integer-samples.ts';

/** The rates that every browser decodes at (Web Audio API, BaseAudioContext); most take more. */
const MIN_RATE = 8000;
const MAX_RATE = 96000;
/** The whole of it has to be in memory, several times as large once it is decoded. */
const MAX_MEGABYTES = 512;

/**
 * Decodes a recording as a whole with the page's own decoder, without letting the browser resample it: its resampler differs from
 * ours and from browser to browser, and the network would hear other numbers than in Node.
 *
 * @param file any recording that the browser decodes
 * @param sampleRate the recording's own, in Hz, as far as it is known
 * @returns mono samples
 * @throws Error in plain words where the bytes hold no audio that this browser decodes
 * @example const { samples } = await decodeRecording(file, 44100)
 */
export async function decodeRecording(file: Blob, sampleRate: number): Promise<Audio> {
  const megabytes = Math.ceil(file.size / 2 ** 20);
  if (megabytes > MAX_MEGABYTES)
    throw new Error(
      `This browser could decode it only in one go, and ${megabytes} MB are too much for that. Convert it to WAV.`,
    );
  const decoded = await decodingContext(sampleRate)
    .decodeAudioData(await file.arrayBuffer())
    .catch(() => {
      throw new Error(
        'This browser finds no sound in the file. Choose a recording, such as a WAV, FLAC or MP3 file.',
      );
    });
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, channel) =>
    evenlyScaled(decoded.getChannelData(channel)),
  );
  return { samples: toMono(channels), sampleRate: decoded.sampleRate };
}

function decodingContext(sampleRate: number): OfflineAudioContext {
  try {
    return new OfflineAudioContext({ length: 1, sampleRate });
  } catch {
    return new OfflineAudioContext({
      length: 1,
      sampleRate: Math.min(MAX_RATE, Math.max(MIN_RATE, sampleRate)),
    });
  }
}

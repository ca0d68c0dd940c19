import { toMono, type Audio } from '@earmark/dsp';
import { evenlyScaled } from './integer-samples.ts';
import { nativeSampleRate } from './native-sample-rate.ts';

/** The rates that every browser decodes at (Web Audio API, BaseAudioContext); most take more. */
const MIN_RATE = 8000;
const MAX_RATE = 96000;

/**
 * Decodes a recording with the browser's own decoders, without letting the browser resample it: its resampler differs from ours
 * and from browser to browser, and the network would hear other numbers than in Node.
 *
 * @param file any recording that the browser decodes
 * @param otherwiseSampleRate Hz that formats whose header is not read here (MP3, Opus, AAC ...) are decoded at
 * @returns mono samples at the rate of the recording
 * @throws Error in plain words where the bytes hold no audio that this browser decodes
 * @example const { samples, sampleRate } = await decodeRecording(file, contract.features.sampleRate)
 */
export async function decodeRecording(file: Blob, otherwiseSampleRate: number): Promise<Audio> {
  const bytes = await file.arrayBuffer();
  const native = nativeSampleRate(new Uint8Array(bytes));
  const context = decodingContext(native ?? otherwiseSampleRate);
  const decoded = await context.decodeAudioData(bytes).catch(() => {
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

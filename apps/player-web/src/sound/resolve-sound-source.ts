import type { SoundClient } from './sound-client.ts';
import type { SoundSource } from './sound-source.ts';
import { UndecodableSound } from './undecodable-sound.ts';

/**
 * Finds out where a recording is decoded: piece by piece in a worker if that can be, else as a whole on the page. On plain http from
 * another machine browsers keep their decoders (WebCodecs) from workers, and WAV files alone are left to them.
 *
 * @param client asks the worker
 * @param otherwiseSampleRate Hz that the page decodes at where the file's own rate isn't known
 * @returns the file itself, or its samples
 * @throws Error in plain words where nothing here decodes it
 * @example const source = await resolveSoundSource(file, client, features.sampleRate)
 */
export async function resolveSoundSource(
  file: File,
  client: Pick<SoundClient, 'info'>,
  otherwiseSampleRate: number,
): Promise<SoundSource> {
  try {
    await client.info(file);
    return file;
  } catch (error) {
    if (!(error instanceof UndecodableSound)) throw error;
    const { decodeRecording } = await import('./decode.ts');
    return decodeRecording(file, error.sampleRate ?? otherwiseSampleRate);
  }
}

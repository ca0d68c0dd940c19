import { concatenate } from '@earmark/dsp';
import { createOpenSounds, type OpenSounds } from './open-sounds.ts';
import type { OpenSound } from './open-sound.ts';
import type { SoundAnswer, SoundRequest } from './sound-messages.ts';
import { SAMPLES_PER_PEAK, surveySound } from './survey-sound.ts';
import { UndecodableSound } from './undecodable-sound.ts';

type Work = Exclude<SoundRequest, { type: 'cancel' }>;

/**
 * Answers the page's requests; several may go on at a time.
 *
 * @param post hands an answer to the page, with what is given away for good
 * @returns takes a request
 */
export function createSoundHost(
  post: (answer: SoundAnswer, handOver?: Transferable[]) => void,
  sounds: OpenSounds = createOpenSounds(),
): (request: SoundRequest) => void {
  const running = new Map<number, AbortController>();

  async function answer(request: Work, sound: OpenSound, signal: AbortSignal): Promise<void> {
    const { id } = request;
    signal.throwIfAborted();
    switch (request.type) {
      case 'info':
        return post({ type: 'info', id, info: sound.info });
      case 'survey': {
        post({ type: 'survey-started', id, info: sound.info, samplesPerPeak: SAMPLES_PER_PEAK });
        const surveyed = await surveySound(sound, {
          features: request.features,
          scale: request.scale,
          signal,
          onPiece: (piece) =>
            post({ type: 'survey-piece', id, piece }, [
              piece.peaks.least.buffer,
              piece.peaks.most.buffer,
              piece.levels.buffer,
            ]),
        });
        return post({ type: 'surveyed', id, surveyed });
      }
      case 'samples': {
        const pieces: Float32Array[] = [];
        for await (const piece of sound.pieces(request.startSeconds, request.endSeconds)) {
          signal.throwIfAborted();
          pieces.push(piece);
        }
        const samples = concatenate(pieces);
        const audio = { samples, sampleRate: sound.info.sampleRate };
        return post({ type: 'samples', id, audio }, [samples.buffer]);
      }
    }
  }

  async function run(request: Work): Promise<void> {
    const { id, key, source } = request;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      await sounds.use(key, source, (sound) => answer(request, sound, controller.signal));
    } catch (error) {
      if (!controller.signal.aborted) post(failure(id, error));
    } finally {
      running.delete(id);
    }
  }

  return (request) => {
    if (request.type === 'cancel') running.get(request.id)?.abort();
    else void run(request);
  };
}

function failure(id: number, error: unknown): SoundAnswer {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof UndecodableSound)) return { type: 'failed', id, message };
  return { type: 'failed', id, message, undecodable: { sampleRate: error.sampleRate } };
}

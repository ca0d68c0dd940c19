import type { Audio, FeatureSpec, LevelScale } from '@earmark/dsp';
import { createWorkerRequests, type WorkerPort } from '../workers/worker-requests.ts';
import type { SoundAnswer, SoundRequest } from './sound-messages.ts';
import type { SoundInfo, SoundSource } from './sound-source.ts';
import type { Surveyed, SurveyPiece } from './survey-sound.ts';
import { UndecodableSound } from './undecodable-sound.ts';

export type { Surveyed, SurveyPiece } from './survey-sound.ts';

/** What is known when a survey starts. */
export interface Survey {
  readonly info: SoundInfo;
  /** Samples that every entry of the peaks stands for; the last one may stand for fewer. */
  readonly samplesPerPeak: number;
}

/** What is heard of a survey while it runs. */
export interface SurveyListener {
  readonly onStart: (survey: Survey) => void;
  /** Pieces come in order, without gaps. */
  readonly onPiece: (piece: SurveyPiece) => void;
}

/** The decoder, as the page sees it: it lives in a worker. Each promise rejects with the signal's reason where that is aborted. */
export interface SoundClient {
  /** @throws UndecodableSound where only the page's own decoder may help; Error in plain words where nothing will */
  info(source: SoundSource, signal?: AbortSignal): Promise<SoundInfo>;
  /**
   * Decodes the whole recording once for peaks and levels, piece by piece.
   *
   * @returns the exact length, which is less than the file says where it is cut off
   */
  survey(
    source: SoundSource,
    features: FeatureSpec,
    scale: LevelScale,
    listener: SurveyListener,
    signal: AbortSignal,
  ): Promise<Surveyed>;
  /** Mono samples of a stretch, at the rate of the recording; fewer where it ends before the stretch. */
  samples(source: SoundSource, startSeconds: number, endSeconds: number, signal: AbortSignal): Promise<Audio>;
}

const startSoundWorker = (): WorkerPort =>
  new Worker(new URL('./sound.worker.ts', import.meta.url), { type: 'module' });

/**
 * Turns the worker's messages into promises.
 *
 * @param startWorker called at the first request, and at the first one after a crash
 * @example const { sampleRate } = await createSoundClient().info(file)
 */
export function createSoundClient(startWorker: () => WorkerPort = startSoundWorker): SoundClient {
  const keys = new WeakMap<SoundSource, number>();
  const { ask, nextId } = createWorkerRequests<SoundRequest, SoundAnswer>({
    name: 'The decoder',
    startWorker,
    interim: ['survey-started', 'survey-piece'],
    errorOf: ({ message, undecodable }) =>
      undecodable ? new UndecodableSound(message, undecodable.sampleRate) : new Error(message),
  });

  function about(source: SoundSource): { id: number; key: number; source: SoundSource } {
    const id = nextId();
    const key = keys.get(source) ?? id;
    keys.set(source, key);
    return { id, key, source };
  }

  return {
    async info(source, signal) {
      return (await ask('info', { type: 'info', ...about(source) }, { signal })).info;
    },
    async survey(source, features, scale, listener, signal) {
      const request: SoundRequest = { type: 'survey', ...about(source), features, scale };
      const onInterim = (answer: SoundAnswer) => {
        if (answer.type === 'survey-started') listener.onStart(answer);
        if (answer.type === 'survey-piece') listener.onPiece(answer.piece);
      };
      return (await ask('surveyed', request, { signal, onInterim })).surveyed;
    },
    async samples(source, startSeconds, endSeconds, signal) {
      if (!(source instanceof Blob)) return stretchOf(source, startSeconds, endSeconds);
      const request: SoundRequest = { type: 'samples', ...about(source), startSeconds, endSeconds };
      return (await ask('samples', request, { signal })).audio;
    },
  };
}

/** What is in memory here isn't asked for elsewhere. */
function stretchOf({ samples, sampleRate }: Audio, startSeconds: number, endSeconds: number): Audio {
  const [from, to] = [startSeconds, endSeconds].map((seconds) =>
    Math.max(0, Math.round(seconds * sampleRate)),
  );
  return { samples: samples.slice(from, to), sampleRate };
}

import { concatenate, levelScale, spectrogramLevels } from '@earmark/dsp';
import { createLiveClassifier, type Classifier } from '@earmark/models';
import {
  LIVE_ROWS,
  type LiveHeard,
  type NetworkAnswer,
  type NetworkRequest,
  type SampleBlock,
} from './network-messages.ts';
import type { OpenModel } from './opened-models.ts';

/** The live input of the worker: one network hears it at a time. */
export interface LiveInput {
  /**
   * Nothing happens any more where `stop` or another start comes before the model.
   *
   * @throws Error where the model knows no labels
   */
  start(request: Extract<NetworkRequest, { type: 'start-live' }>, model: Promise<OpenModel>): Promise<void>;
  stop(): void;
  /** Stops if this model is the one that hears. */
  stopModel(id: number): void;
}

/**
 * Lets a classifier hear the blocks that come through a port, and posts what it makes of them. Blocks that came while it was at work are heard
 * together, so that it never falls behind for long.
 *
 * @example createLiveInput((answer) => self.postMessage(answer))
 */
export function createLiveInput(post: (answer: NetworkAnswer) => void): LiveInput {
  let current: { readonly model: number; readonly port: MessagePort } | undefined;

  function stop(): void {
    current?.port.close();
    current = undefined;
  }

  return {
    stop,
    stopModel(id) {
      if (current?.model === id) stop();
    },
    async start({ id, model, sampleRate, samples: port }, opened) {
      stop();
      const session = { model, port };
      current = session;
      const { classifier } = await opened;
      if (!classifier)
        throw new Error(
          'This network knows no labels yet. Teach it some on a recording first, or choose another model.',
        );
      const hear = await createLiveEar(classifier, sampleRate);
      let waiting: SampleBlock[] = [];
      let isBusy = false;

      async function work(): Promise<void> {
        isBusy = true;
        try {
          while (waiting.length > 0 && current === session) {
            const blocks = waiting;
            waiting = [];
            post({ type: 'live-heard', id, heard: await hear(blocks) });
            // Lets other requests through, and blocks in.
            await new Promise((resolve) => setTimeout(resolve));
          }
        } catch (error) {
          if (current !== session) return;
          stop();
          post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
        } finally {
          isBusy = false;
        }
      }

      port.onmessage = ({ data }: MessageEvent<SampleBlock>) => {
        waiting.push(data);
        if (!isBusy) void work();
      };
      post({ type: 'live-started', id });
    },
  };
}

/** A function that hears blocks of samples, in order, and says what became of them. */
async function createLiveEar(classifier: Classifier, sampleRate: number) {
  const { features } = classifier.contract;
  const live = await createLiveClassifier(classifier, sampleRate);
  const scale = levelScale(features, LIVE_ROWS);
  let heardSamples = 0;
  return async (blocks: readonly SampleBlock[]): Promise<LiveHeard> => {
    const samples = concatenate(blocks.map((block) => block.samples));
    const { frames, provisional, final } = await live.push(samples);
    heardSamples += samples.length;
    return {
      seconds: heardSamples / sampleRate,
      captured: blocks.at(-1)!.stamp,
      provisional,
      final,
      levels: spectrogramLevels(frames, features.bands, scale),
    };
  };
}

import { copySamples } from './copy-samples.ts';
import type { PolyphaseFilter } from './polyphase-filter.ts';
import { createPolyphaseKernel } from './wasm/polyphase-kernel.ts';

/** Most samples that are filtered at once, and handed on at once. */
export const blockLength = 4096;

/** Takes the first `count` of `samples`, which change afterwards. */
export type SampleSink = (samples: Float32Array, count: number) => void;

/** A filter with its memory; it hands its output on in blocks. It allocates nothing after its creation. */
export interface ResamplingStage {
  /** With so many further samples every output sample is complete that lies before them. */
  readonly tail: number;
  /** How many samples the next `push` of `sampleCount` samples will hand on. */
  outputLength(sampleCount: number): number;
  readonly push: SampleSink;
  /** Forgets what was pushed. */
  reset(): void;
}

export interface ResamplingStageOptions {
  readonly filter: PolyphaseFilter;
  /** Output samples for every `down` input samples. */
  readonly up: number;
  readonly down: number;
  /** Samples of silence before the first one pushed, from where the filter of the first output sample begins. */
  readonly silence: number;
}

export function createResamplingStage(options: ResamplingStageOptions, handOn: SampleSink): ResamplingStage {
  const { filter, up, down, silence } = options;
  const { taps, rows } = filter;
  const historyLength = taps + blockLength;
  const kernel = createPolyphaseKernel({ rows, taps, up, down, historyLength, outputLength: blockLength });
  const { history, output } = kernel;

  // The next output sample needs the `taps` samples from history[next] on; `filled` samples are there.
  let filled = silence;
  let next = 0;
  let phase = 0;

  const outputLength = (sampleCount: number) =>
    Math.max(0, Math.ceil(((filled + sampleCount - taps - next + 1) * up - phase) / down));

  const filterHistory = () => {
    for (let count; (count = Math.min(outputLength(0), blockLength)) > 0;) {
      kernel.run(next, phase, count);
      handOn(output, count);
      const end = phase + count * down;
      next += Math.floor(end / up);
      phase = end % up;
    }
    const done = Math.min(next, filled);
    history.copyWithin(0, done, filled);
    filled -= done;
    next -= done;
  };

  return {
    tail: filter.reach,
    outputLength,
    push(samples, count) {
      for (let read = 0; read < count;) {
        const length = Math.min(count - read, history.length - filled);
        copySamples(samples, read, history, filled, length);
        read += length;
        filled += length;
        filterHistory();
      }
    },
    reset() {
      history.fill(0, 0, silence);
      filled = silence;
      next = phase = 0;
    },
  };
}

import type { SampleStretch } from './sample-columns.ts';
import type { FetchSamples } from './timeline-data.ts';
import type { ViewRange } from './view-range.ts';

/** Loads the samples of what is looked at closely. */
export interface SampleLoader {
  /** Wants all of a range; what is loaded already is not loaded again. */
  want(range: ViewRange): void;
  /** Ends what is under way. */
  stop(): void;
}

/** A view that moves on within this time needs no samples where it was. */
const DELAY_MILLISECONDS = 90;
/** How much more than the range is loaded at either side, so that panning a little finds it there. */
const MARGIN = 0.5;

/**
 * A loader that waits until the view stands still, and gives up what it loads when the view has moved on.
 *
 * @param fetchSamples rejects when aborted
 * @param durationSeconds of the recording
 * @param onStretch hears the samples; where they can't be had, nothing: the waveform then stays as coarse as it is
 * @example createSampleLoader(fetchSamples, 60, (stretch) => draw(stretch)).want({ startSeconds: 1, endSeconds: 1.2 })
 */
export function createSampleLoader(
  fetchSamples: FetchSamples,
  durationSeconds: number,
  onStretch: (stretch: SampleStretch) => void,
): SampleLoader {
  let loaded: ViewRange | undefined;
  let loading: { readonly range: ViewRange; readonly controller: AbortController } | undefined;

  const stop = () => {
    loading?.controller.abort();
    loading = undefined;
  };

  return {
    stop,
    want(wished) {
      if (holds(loaded, wished) || holds(loading?.range, wished)) return;
      stop();
      const margin = MARGIN * (wished.endSeconds - wished.startSeconds);
      const range = {
        startSeconds: Math.max(0, wished.startSeconds - margin),
        endSeconds: Math.min(durationSeconds, wished.endSeconds + margin),
      };
      const controller = new AbortController();
      const { signal } = controller;
      loading = { range, controller };
      const load = async () => {
        try {
          const audio = await fetchSamples(range.startSeconds, range.endSeconds, signal);
          if (signal.aborted) return;
          loaded = range;
          onStretch({ ...audio, startSeconds: range.startSeconds });
        } catch {
          // The peaks are there and stay.
        }
        if (!signal.aborted) loading = undefined;
      };
      const timer = setTimeout(() => void load(), DELAY_MILLISECONDS);
      signal.addEventListener('abort', () => clearTimeout(timer));
    },
  };
}

const holds = (range: ViewRange | undefined, { startSeconds, endSeconds }: ViewRange): boolean =>
  range !== undefined && range.startSeconds <= startSeconds && range.endSeconds >= endSeconds;

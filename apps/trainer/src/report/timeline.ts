import { spectrogramFigure, type FigureColours, type FigurePosteriors, type Segment } from '@earmark/dataset';
import type { Spectrogram } from '@earmark/dsp';
import { faint, ink, series } from './vega-svg.ts';

/** One held-out recording, as it is labelled and as the network heard it. */
export interface Timeline {
  readonly uri: string;
  readonly durationSeconds: number;
  readonly spectrogram: Spectrogram;
  readonly reference: readonly Segment[];
  readonly hypothesis: readonly Segment[];
  readonly posteriors: FigurePosteriors;
}

const [blue, orange, green, ...others] = series;

/** The page's, light or dark: green for what is looked for, orange for the rest. */
const colours: FigureColours = {
  paper: 'var(--paper, #ffffff)',
  ink,
  faint,
  series: [green!, orange!, blue!, ...others],
};

/**
 * Spectrogram, reference, hypothesis and posteriors of a recording above one time axis, as SVG text.
 *
 * @param positiveLabel whose posterior is drawn when there are two labels; with more, all are
 */
export function drawTimeline(timeline: Timeline, positiveLabel: string): string {
  const { uri, durationSeconds, spectrogram, reference, hypothesis, posteriors } = timeline;
  return spectrogramFigure({
    title: uri,
    spectrogram,
    toSeconds: durationSeconds,
    tracks: [
      { name: 'reference', segments: reference },
      { name: 'hypothesis', segments: hypothesis },
    ],
    posteriors,
    labels: [positiveLabel, ...posteriors.labels.filter((label) => label !== positiveLabel)],
    ...{ width: 860, height: 180, scale: 2, colours },
  });
}

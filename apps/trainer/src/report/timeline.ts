import type { Segment } from '@earmark/dataset';
import { frequencyTicks, type Spectrogram } from '@earmark/dsp';
import type { Posteriors } from '@earmark/models';
import { spectrogramPng } from './spectrogram-picture.ts';
import { onSeries, series, type Chart } from './vega-svg.ts';

/** One held-out recording, as it is labelled and as the network heard it. */
export interface Timeline {
  readonly uri: string;
  readonly durationSeconds: number;
  readonly spectrogram: Spectrogram;
  readonly reference: readonly Segment[];
  readonly hypothesis: readonly Segment[];
  readonly posteriors: Posteriors;
}

const width = 940;
const spectrogramHeight = 160;

/** Green for what is looked for, red for the rest, as in the player; then the other series. */
const labelColours = [series[2]!, series[1]!, series[0]!, ...series.slice(3)];

/**
 * Spectrogram, reference, hypothesis and posteriors above one time axis. In a lane every label has its own row, so that a segment
 * is read from its place and its text as well as from its colour; every posterior has its own axis.
 *
 * @param positiveLabel whose posterior is drawn when there are two labels; with more, all are
 */
export function timelineChart(timeline: Timeline, positiveLabel: string): Chart {
  const labels = [positiveLabel, ...timeline.posteriors.labels.filter((label) => label !== positiveLabel)];
  const drawn = labels.length === 2 ? [positiveLabel] : labels;
  return {
    spacing: 8,
    vconcat: [
      spectrogramView(timeline),
      lanesView(timeline, labels),
      ...drawn.map((label, i) =>
        posteriorView(timeline, labels, label, i === drawn.length - 1 ? 'time (s)' : null),
      ),
    ],
  };
}

function spectrogramView({ durationSeconds, spectrogram, posteriors: { grid } }: Timeline) {
  const { frames, features } = spectrogram;
  const [start, end] = [grid.boundarySeconds(0), grid.boundarySeconds(frames)];
  const ticks = frequencyTicks(features, spectrogramHeight / 16);
  const heights = ticks.map(({ height }) => height);
  const names = ticks.map(({ hertz }) => `${hertz}`);
  return {
    width,
    height: spectrogramHeight,
    data: { values: [{ seconds: (start + end) / 2, height: 0.5 }] },
    mark: {
      type: 'image' as const,
      url: spectrogramPng(spectrogram, 2 * width),
      width: (width * (end - start)) / durationSeconds,
      height: spectrogramHeight,
      aspect: false,
    },
    encoding: {
      x: { field: 'seconds', ...timeAxis(durationSeconds, null) },
      y: {
        field: 'height',
        type: 'quantitative' as const,
        scale: { domain: [0, 1], nice: false },
        axis: {
          title: 'frequency (Hz)',
          grid: false,
          values: heights,
          labelExpr: `${JSON.stringify(names)}[indexof(${JSON.stringify(heights)}, datum.value)]`,
        },
      },
    },
  };
}

function lanesView({ durationSeconds, reference, hypothesis }: Timeline, labels: readonly string[]) {
  const bars = [
    ...reference.map((segment) => ({ lane: 'reference', ...segment })),
    ...hypothesis.map((segment) => ({ lane: 'hypothesis', ...segment })),
  ].map((bar) => ({ ...bar, centre: (bar.start + bar.end) / 2 }));
  const hasRoom = ({ start, end, label }: Segment) =>
    ((end - start) / durationSeconds) * width > 8 + 6 * label.length;
  const x = timeAxis(durationSeconds, null);
  return {
    width,
    height: { step: 15 },
    encoding: {
      y: {
        field: 'lane',
        type: 'nominal' as const,
        sort: ['reference', 'hypothesis'],
        axis: { title: null, domain: false, ticks: false },
      },
      yOffset: { field: 'label', sort: [...labels], scale: { domain: [...labels], paddingInner: 0.1 } },
    },
    layer: [
      {
        data: { values: bars },
        mark: 'bar' as const,
        encoding: { x: { field: 'start', ...x }, x2: { field: 'end' }, color: colourOf(labels) },
      },
      {
        data: { values: bars.filter(hasRoom) },
        mark: { type: 'text' as const, color: onSeries, fontSize: 10, fontWeight: 'bold' as const },
        encoding: { x: { field: 'centre', ...x }, text: { field: 'label' } },
      },
    ],
  };
}

function posteriorView(
  { durationSeconds, posteriors }: Timeline,
  labels: readonly string[],
  label: string,
  timeTitle: string | null,
) {
  const y = {
    field: 'posterior',
    type: 'quantitative' as const,
    scale: { domain: [0, 1], nice: false },
    axis: { title: `P(${label})`, values: [0, 0.5, 1], grid: false },
  };
  return {
    width,
    height: labels.length === 2 ? 90 : 50,
    layer: [
      {
        data: { values: [{ posterior: 0.5 }] },
        mark: { type: 'rule' as const, strokeDash: [4, 3] },
        encoding: { y },
      },
      {
        data: { values: posteriorPoints(posteriors, label) },
        mark: { type: 'line' as const, strokeWidth: 1.2 },
        encoding: {
          x: { field: 'seconds', ...timeAxis(durationSeconds, timeTitle) },
          y,
          color: colourOf(labels),
        },
      },
    ],
  };
}

/** The whole recording; numbered only where it has a title. */
function timeAxis(durationSeconds: number, title: string | null) {
  const isNumbered = title !== null;
  return {
    type: 'quantitative' as const,
    scale: { domain: [0, durationSeconds], nice: false },
    axis: { title, grid: false, labels: isNumbered, ticks: isNumbered, tickCount: 12 },
  };
}

function colourOf(labels: readonly string[]) {
  const range = labels.map((_, i) => labelColours[i % labelColours.length]!);
  return { field: 'label', type: 'nominal' as const, sort: null, scale: { domain: [...labels], range } };
}

/** The posterior of a label; where frames are denser than pixels, the least and the greatest of each pixel. */
function posteriorPoints({ values, frames, labels, grid }: Posteriors, label: string) {
  const column = labels.indexOf(label);
  const framesPerPixel = Math.ceil(frames / width);
  const points: { label: string; seconds: number; posterior: number }[] = [];
  for (let from = 0; from < frames; from += framesPerPixel) {
    const pixel = Array.from({ length: Math.min(framesPerPixel, frames - from) }, (_, i) => ({
      label,
      seconds: grid.centreSeconds(from + i),
      posterior: values[(from + i) * labels.length + column]!,
    })).sort((a, b) => a.posterior - b.posterior);
    const extremes = pixel.length > 1 ? [pixel[0]!, pixel.at(-1)!] : pixel;
    points.push(...extremes.sort((a, b) => a.seconds - b.seconds));
  }
  return points;
}

import { faint, series, type Chart } from '../report/vega-svg.ts';
import type { CorpusReport, InspectedRecording } from './corpus-report.ts';

const WIDTH = 400;
const HEIGHT = 190;
const ROW_HEIGHT = 22;
/** Room for a label; without a canvas a letter is taken for 0.8 of its height, so these are about 30 letters. */
const LABEL_LIMIT = 270;
/** Labels that are drawn by name; the rest of a long list is one bar. */
const SHOWN_LABELS = 24;
/** Labels that are told apart by colour. */
const COLOURED_LABELS = 6;
const UNLABELLED = 'no label';
/** Ticks of a logarithmic axis: 1, 2 and 5 by powers of ten. */
const ROUND_NUMBERS = Array.from({ length: 9 }, (_, power) =>
  [1, 2, 5].map((first) => first * 10 ** (power - 3)),
).flat();
/** Of a histogram, about. */
const BINS = 24;
/** Below this, peaks are all one to the eye. */
const LEAST_PEAK_DB = -60;

/** Length of each split, by label where there are few. */
export function splitsChart({ splits, labels, seconds }: CorpusReport): Chart {
  const unit = timeUnit(Math.max(...splits.map((split) => split.seconds)));
  const isColoured = labels.length > 0 && labels.length <= COLOURED_LABELS;
  const names = isColoured ? [...labels, UNLABELLED] : ['all labels'];
  const values = splits.flatMap(({ split, seconds: all, secondsPerLabel, unlabelledSeconds }) =>
    isColoured
      ? names.map((name, order) => ({
          split,
          name,
          order,
          value: (name === UNLABELLED ? unlabelledSeconds : (secondsPerLabel[name] ?? 0)) / unit.seconds,
        }))
      : [{ split, name: names[0]!, order: 0, value: all / unit.seconds }],
  );
  const shown = names.filter((name) => values.some((bar) => bar.name === name && bar.value > 1e-6 * seconds));
  return {
    width: WIDTH,
    height: 34 * splits.length,
    data: { values: values.filter(({ name }) => shown.includes(name)) },
    mark: { type: 'bar', stroke: 'var(--paper, #ffffff)', strokeWidth: 1 },
    encoding: {
      y: {
        field: 'split',
        type: 'nominal',
        sort: null,
        axis: { title: null, ticks: false, labelPadding: 5 },
      },
      x: { field: 'value', type: 'quantitative', stack: 'zero', axis: { title: unit.name } },
      order: { field: 'order', type: 'quantitative' },
      color: {
        field: 'name',
        type: 'nominal',
        scale: {
          domain: shown,
          range: shown.map((name) =>
            name === UNLABELLED ? faint : series[names.indexOf(name) % series.length]!,
          ),
        },
        legend: shown.length > 1 ? { columns: 4, symbolType: 'square' } : null,
      },
    },
  };
}

/** Length of each label, the most frequent first. */
export function labelsChart({ splits }: CorpusReport): Chart {
  const perLabel = new Map<string, number>();
  for (const { secondsPerLabel } of splits)
    for (const [label, seconds] of Object.entries(secondsPerLabel))
      perLabel.set(label, (perLabel.get(label) ?? 0) + seconds);
  const sorted = [...perLabel].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(SHOWN_LABELS);
  const shown = sorted.slice(0, SHOWN_LABELS);
  if (rest.length > 0)
    shown.push([`${rest.length} others`, rest.reduce((sum, [, seconds]) => sum + seconds, 0)]);
  const unit = timeUnit(Math.max(...shown.map(([, seconds]) => seconds)));
  return {
    width: WIDTH,
    height: ROW_HEIGHT * shown.length,
    data: { values: shown.map(([label, seconds]) => ({ label, value: seconds / unit.seconds })) },
    mark: { type: 'bar', color: series[0]! },
    encoding: {
      y: {
        field: 'label',
        type: 'nominal',
        sort: null,
        axis: { title: null, ticks: false, labelPadding: 5, labelLimit: LABEL_LIMIT },
      },
      x: { field: 'value', type: 'quantitative', axis: { title: unit.name, tickCount: 6 } },
    },
  };
}

/** Recordings by length, on a logarithmic axis where a corpus holds words and hours. */
export function lengthsChart({ recordings, lengths }: CorpusReport): Chart {
  const { least, most } = lengths ?? { least: 1, most: 1 };
  const title = 'length (s)';
  if (most > 10 * least) {
    const perOctave = Math.max(1, Math.round(BINS / Math.log2(most / least)));
    return histogram(recordings, {
      title,
      binOf: ({ seconds }) => Math.floor(perOctave * Math.log2(seconds)),
      edge: (bin) => 2 ** (bin / perOctave),
      scale: 'log',
    });
  }
  const step = ROUND_NUMBERS.find((number) => number * BINS >= most - least && number > most / 1000)!;
  return histogram(recordings, {
    title,
    binOf: ({ seconds }) => Math.floor(seconds / step),
    edge: (bin) => bin * step,
    scale: 'linear',
  });
}

/** Recordings by their loudest sample. */
export function peaksChart({ recordings }: CorpusReport): Chart {
  const step = 2;
  return histogram(recordings, {
    title: 'peak (dBFS)',
    // Full scale belongs to the bin below it.
    binOf: ({ peakDb }) => Math.min(-1, Math.floor(Math.max(LEAST_PEAK_DB, peakDb ?? LEAST_PEAK_DB) / step)),
    edge: (bin) => bin * step,
    scale: 'linear',
    domain: [LEAST_PEAK_DB, 0],
  });
}

/** Recordings by the share of silence in them. */
export function silenceChart({ recordings }: CorpusReport): Chart {
  const step = 5;
  return histogram(recordings, {
    title: 'silence (% of the length)',
    binOf: ({ silentShare }) => Math.min(100 / step - 1, Math.floor((100 * silentShare) / step)),
    edge: (bin) => bin * step,
    scale: 'linear',
    domain: [0, 100],
  });
}

/** Recordings by sample rate and channels. */
export function formatsChart({ formats }: CorpusReport): Chart {
  const values = formats.map(({ sampleRate, channels, recordings }) => ({
    format: `${sampleRate / 1000} kHz, ${channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`}`,
    recordings,
  }));
  return {
    width: WIDTH,
    height: ROW_HEIGHT * formats.length,
    data: { values },
    mark: { type: 'bar', color: series[0]! },
    encoding: {
      y: {
        field: 'format',
        type: 'nominal',
        sort: null,
        axis: { title: null, ticks: false, labelPadding: 5, labelLimit: LABEL_LIMIT },
      },
      x: {
        field: 'recordings',
        type: 'quantitative',
        axis: { title: 'recordings', tickMinStep: 1, tickCount: 6 },
      },
    },
  };
}

interface Bins {
  readonly title: string;
  binOf(recording: InspectedRecording): number;
  /** Where a bin begins. */
  edge(bin: number): number;
  readonly scale: 'log' | 'linear';
  readonly domain?: [number, number];
}

function histogram(
  recordings: readonly InspectedRecording[],
  { title, binOf, edge, scale, domain }: Bins,
): Chart {
  const counts = new Map<number, number>();
  for (const recording of recordings) counts.set(binOf(recording), (counts.get(binOf(recording)) ?? 0) + 1);
  return {
    width: WIDTH,
    height: HEIGHT,
    data: {
      values: [...counts].map(([bin, count]) => ({ from: edge(bin), to: edge(bin + 1), count, none: 0 })),
    },
    mark: { type: 'rect', color: series[0]!, stroke: 'var(--paper, #ffffff)', strokeWidth: 1 },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        scale: {
          type: scale,
          nice: false,
          ...(scale === 'linear' && { zero: false }),
          ...(domain && { domain }),
        },
        axis: { title, grid: false, tickCount: 8, ...(scale === 'log' && { values: ROUND_NUMBERS }) },
      },
      x2: { field: 'to' },
      y: {
        field: 'count',
        type: 'quantitative',
        axis: { title: 'recordings', tickMinStep: 1, tickCount: 6 },
      },
      y2: { field: 'none' },
    },
  };
}

function timeUnit(most: number): { readonly name: string; readonly seconds: number } {
  if (most >= 2 * 3600) return { name: 'hours', seconds: 3600 };
  return most >= 2 * 60 ? { name: 'minutes', seconds: 60 } : { name: 'seconds', seconds: 1 };
}

import {
  averagePrecisionOf,
  bootstrapInterval,
  equalErrorRateOf,
  eventMetrics,
  falseAlarmsPerHour,
  falseAlarmTimeOf,
  precisionRecallF1,
  rankHistograms,
  rocAucOf,
  scoreHistograms,
  sumDetectionErrors,
  thresholdAtRecallOf,
  truePositiveRateOf,
  type ScoreHistogram,
} from '@earmark/models';
import { z } from 'zod';
import { FALSE_POSITIVE_RATE, figureSchema, RECALL } from './detection-figures.ts';
import { holdsLabel, sumConfusion, type MeasuredDetection } from './measured-detection.ts';

const intervalSchema = z.strictObject({ low: figureSchema, high: figureSchema });

/** 95 % confidence intervals of the figures that matter most; null with a single recording. */
export const figureIntervalsSchema = z.strictObject({
  rocAuc: intervalSchema,
  averagePrecision: intervalSchema,
  equalErrorRate: intervalSchema,
  truePositiveRate: intervalSchema,
  f1: intervalSchema,
  /** Without a collar. */
  detectionErrorRate: intervalSchema,
  eventF1: intervalSchema,
  falseAlarmsPerHour: intervalSchema,
  falseAlarmTime: intervalSchema,
});
export type FigureIntervals = z.infer<typeof figureIntervalsSchema>;

/** Points of the curves of a resample: enough for three decimals, and a second's work for a few hundred recordings. */
const BINS = 512;
const SEED = 1;

interface Item extends MeasuredDetection {
  readonly histogram: ScoreHistogram;
}

const ranked = (items: readonly Item[]) => rankHistograms(items.map(({ histogram }) => histogram));

const figures: Readonly<Record<keyof FigureIntervals, (items: readonly Item[]) => number | null>> = {
  rocAuc: (items) => rocAucOf(ranked(items)),
  averagePrecision: (items) => averagePrecisionOf(ranked(items)),
  equalErrorRate: (items) => equalErrorRateOf(ranked(items)),
  truePositiveRate: (items) => truePositiveRateOf(ranked(items), FALSE_POSITIVE_RATE),
  f1: (items) => precisionRecallF1(sumConfusion(items), 1).f1,
  detectionErrorRate: (items) => sumDetectionErrors(items.map(({ errors }) => errors[0]!)).rate,
  eventF1: (items) => eventMetrics(items.map(({ events }) => events)).f1,
  falseAlarmsPerHour: (items) => falseAlarmsPerHour(items.map(({ alarms }) => alarms)),
  falseAlarmTime(items) {
    const threshold = thresholdAtRecallOf(ranked(items.filter(holdsLabel)), RECALL);
    if (threshold === null) return null;
    return falseAlarmTimeOf(ranked(items.filter((item) => !holdsLabel(item))), threshold);
  },
};

/** How far chance in the choice of recordings may have moved each figure: see `bootstrapInterval`. */
export function figureIntervals(recordings: readonly MeasuredDetection[]): FigureIntervals {
  const histograms = scoreHistograms(recordings, BINS);
  const items = recordings.map((recording, index): Item => ({
    ...recording,
    histogram: histograms[index]!,
  }));
  const intervals = Object.entries(figures).map(([name, figure]) => {
    const { low, high } = bootstrapInterval(items, figure, { seed: SEED });
    return [name, { low, high }] as const;
  });
  return Object.fromEntries(intervals) as FigureIntervals;
}

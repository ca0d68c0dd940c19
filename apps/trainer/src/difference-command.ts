import { basename, extname } from 'node:path';
import { spectrogramFigure } from '@earmark/dataset';
import {
  alignRecordings,
  differenceFrames,
  figurePng,
  openRecording,
  writeAtomically,
  type RecordingFile,
} from '@earmark/dataset/node';
import { createFramePool, FrameGrid, valueUnit, type ColourMap, type FeatureSpec } from '@earmark/dsp';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createDifferenceSummary, type DifferenceSummary } from './difference-summary.ts';
import { chosenFeatures, featureOptions, type FeatureOptions } from './feature-options.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { channelNumber, factor, seconds } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';

interface DifferenceOptions extends FeatureOptions {
  readonly out: string;
  readonly offset?: number;
  readonly align?: number;
  readonly bands?: string;
  readonly channel?: number;
  readonly colours: ColourMap;
  readonly scale: number;
}

/** A figure of this many columns is as fine as any screen. */
const MAX_COLUMNS = 16_384;
/** Below this correlation two recordings are hardly of the same event. */
const DOUBTFUL_CORRELATION = 0.5;

/** `difference`: a picture of how far two recordings' spectrograms lie apart, and the figures. */
export const differenceCommand = (): Command => {
  const command = new Command('difference')
    .description(
      "Draw the difference of two recordings: |A - B| of their spectrograms, and print how far they're apart.",
    )
    .argument('<a>', 'an audio file')
    .argument('<b>', 'the audio file that is compared with it')
    .requiredOption('--out <file>', 'where the picture goes: .png or .svg', pictureFile)
    .addOption(
      new Option('--offset <seconds>', 'B begins so much later than A (negative: before it)')
        .argParser(offsetSeconds)
        .conflicts('align'),
    )
    .addOption(
      new Option('--align [seconds]', 'find the offset by their energy, up to so far to either side')
        .argParser(seconds)
        .preset('10'),
    )
    .option('--bands <file>', "write every band's mean and largest difference as CSV")
    .option('--channel <number>', 'of both recordings, from 0, instead of the mean of all', channelNumber)
    .addOption(
      new Option('--colours <map>', 'of the picture')
        .choices(['magma', 'viridis', 'cividis', 'grey'])
        .default('magma'),
    )
    .option('--scale <factor>', 'size and fineness of the picture', factor, 2);
  for (const option of featureOptions()) command.addOption(option);
  return command.action(writeDifference);
};

function pictureFile(text: string): string {
  if (!['.png', '.svg'].includes(extname(text).toLowerCase()))
    throw new InvalidArgumentError('expected a file name that ends in .png or .svg.');
  return text;
}

function offsetSeconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('expected seconds.');
  return value;
}

async function writeDifference(pathA: string, pathB: string, options: DifferenceOptions): Promise<void> {
  const features = await chosenFeatures(options);
  const open = (path: string) => openRecording(fromWhereTyped(path), { channel: options.channel });
  const [a, b] = [await open(pathA), await open(pathB)];
  const signal = abortOnInterrupt('stopping');
  try {
    const offset = await chosenOffset(a, b, options);
    const { pool, summary } = await compare(a, b, features, offset, signal);
    const { values, framesPerColumn } = pool.result();
    const { bands } = features;
    const unit = valueUnit(features);
    const fromSeconds = Math.max(0, offset);
    const grid = new FrameGrid(features);
    const figure = spectrogramFigure({
      title: `|A − B|: ${basename(a.path)}, ${basename(b.path)}`,
      spectrogram: {
        ...{ values, frames: values.length / bands, bands, features, framesPerColumn },
        startFrame: fromSeconds / grid.hopSeconds,
      },
      fromSeconds,
      toSeconds: fromSeconds + grid.samplesFor(summary.frames) / grid.sampleRate,
      timeLabel: 'time of A',
      least: 0,
      valueLabel: unit === '' ? '|A − B|' : `|A − B| (${unit})`,
      colourMap: options.colours,
      scale: options.scale,
    });
    const file = fromWhereTyped(options.out);
    const isSvg = extname(file).toLowerCase() === '.svg';
    await writeAtomically(file, isSvg ? figure : await figurePng(figure));
    if (options.bands !== undefined) await writeAtomically(fromWhereTyped(options.bands), bandsCsv(summary));
    process.stdout.write(`${file}\n${inWords(summary, features)}`);
  } finally {
    for (const { path, warnings } of [a, b])
      for (const warning of warnings) process.stderr.write(`warning: ${path}: ${warning}\n`);
  }
}

async function chosenOffset(a: RecordingFile, b: RecordingFile, options: DifferenceOptions): Promise<number> {
  if (options.align === undefined) return options.offset ?? 0;
  const { offsetSeconds, correlation } = await alignRecordings(a, b, options.align);
  const place = offsetSeconds < 0 ? 'before' : 'after';
  process.stdout.write(
    `B begins ${Math.abs(offsetSeconds).toFixed(3)} s ${place} A; their envelopes correlate by ${correlation.toFixed(3)}\n`,
  );
  if (correlation < DOUBTFUL_CORRELATION)
    process.stderr.write('warning: the recordings hardly resemble each other: is the offset within reach?\n');
  return offsetSeconds;
}

/** Reads both recordings in step. */
async function compare(
  a: RecordingFile,
  b: RecordingFile,
  features: FeatureSpec,
  offset: number,
  signal: AbortSignal,
) {
  const pool = createFramePool(features.bands, MAX_COLUMNS);
  const summary = createDifferenceSummary(features, Math.max(0, offset));
  const { hopSeconds } = new FrameGrid(features);
  const total = Math.min(a.durationSeconds - Math.max(0, offset), b.durationSeconds + Math.min(0, offset));
  const progress = showProgress('difference', total);
  let frames = 0;
  try {
    for await (const values of differenceFrames(a, b, features, offset)) {
      if (signal.aborted) throw new Interrupted('stopped; nothing was written');
      pool.add(values);
      summary.add(values);
      frames += values.length / features.bands;
      progress.update(frames * hopSeconds);
    }
  } finally {
    progress.stop();
  }
  return { pool, summary: summary.result() };
}

function inWords({ frames, mean, largest }: DifferenceSummary, features: FeatureSpec): string {
  const amount = (value: number) => `${value.toFixed(2)} ${valueUnit(features)}`.trimEnd();
  const { hopSeconds } = new FrameGrid(features);
  return (
    `${frames} frames, ${(frames * hopSeconds).toFixed(2)} s: mean difference ${amount(mean)}, largest ${amount(largest.value)} ` +
    `at ${largest.seconds.toFixed(2)} s of A and ${Math.round(largest.hertz)} Hz\n`
  );
}

function bandsCsv({ bands }: DifferenceSummary): string {
  const rows = bands.map(
    ({ hertz, mean, largest }, band) =>
      `${band},${hertz.toFixed(1)},${mean.toFixed(4)},${largest.toFixed(4)}\n`,
  );
  return `band,hertz,mean,largest\n${rows.join('')}`;
}

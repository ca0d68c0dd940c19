import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { WindowSpec } from '@earmark/dataset';
import { openRecording, spectrogramOverview, writeSpectrogramImages } from '@earmark/dataset/node';
import { specHash, type ColourMap, type FeatureSpec } from '@earmark/dsp';
import type { Classifier } from '@earmark/models';
import { readArtifact } from '@earmark/models/node';
import { Command, Option } from 'commander';
import { startBackend } from './backend.ts';
import { eachRecording } from './each-recording.ts';
import { chosenFeatures, featureOptions, type FeatureOptions } from './feature-options.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { channelNumber, factor, seconds, wholeNumber } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';
import { writeRecordingFigure } from './recording-figure.ts';
import { findRecordings, outputFiles } from './recordings.ts';
import { modelFolder } from './run-folder.ts';

interface SpectrogramsOptions extends FeatureOptions {
  readonly out: string;
  readonly frames?: number;
  readonly hop?: number;
  readonly tiles: boolean;
  readonly depth: '8' | '16';
  readonly colours: ColourMap;
  readonly channel?: number;
  readonly from?: number;
  readonly to?: number;
  readonly labels: readonly string[];
  readonly scale: number;
  readonly svg?: boolean;
}

/** Windows that go with the presets: those of the networks that they come from. */
const PRESET_WINDOWS = {
  default: { frames: 128, hop: 64 },
  origin: { frames: 512, hop: 50 },
  yamnet: { frames: 96, hop: 48 },
  whisper: { frames: 3000, hop: 3000 },
} satisfies Record<FeatureOptions['preset'], WindowSpec>;

/** `spectrograms`: figures with axes, complete spectrograms of one pixel a frame and band, and tiles. */
export function spectrogramsCommand(): Command {
  const command = new Command('spectrograms')
    .description(
      "Draw recordings' spectrograms, and write them as PNG pixel by pixel, complete and in tiles.",
    )
    .argument('<recordings...>', 'audio files; a folder means the recordings in it')
    .requiredOption('--out <folder>', 'where the pictures go');
  for (const option of featureOptions()) command.addOption(option);
  return command
    .addHelpText(
      'after',
      '\nThe preset or the model says how tiles are cut, too; what a model hears is drawn beneath.',
    )
    .option('--labels <path>', 'draw this label file, or those of a folder; repeatable', collect, [])
    .option('--from <seconds>', 'draw from here on; without complete picture and tiles', seconds)
    .option('--to <seconds>', 'draw up to here; without complete picture and tiles', seconds)
    .option('--channel <number>', 'of the recording, from 0, instead of the mean of all', channelNumber)
    .addOption(
      new Option('--colours <map>', 'of the pictures')
        .choices(['magma', 'viridis', 'cividis', 'grey'])
        .default('magma'),
    )
    .option('--scale <factor>', 'size and fineness of the figure', factor, 2)
    .option('--svg', 'write the figure as SVG as well')
    .option('--frames <number>', "frames of a tile, instead of the preset's or model's", wholeNumber)
    .option(
      '--hop <number>',
      "frames from one tile to the next, instead of the preset's or model's",
      wholeNumber,
    )
    .option('--no-tiles', 'write no tiles')
    .addOption(
      new Option('--depth <bits>', 'of complete picture and tiles; 16 is grey')
        .choices(['8', '16'])
        .default('8'),
    )
    .action(writeSpectrograms);
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

async function writeSpectrograms(paths: readonly string[], options: SpectrogramsOptions): Promise<void> {
  const { from = 0, to = Infinity } = options;
  if (!(from < to)) throw new Error(`--to is ${to} and --from ${from}: expected an end after the beginning`);
  const recordings = await findRecordings(paths);
  const outDir = fromWhereTyped(options.out);
  // Pictures are named after their recording: two of one name would overwrite each other's.
  outputFiles(recordings, outDir, '.png');
  const classifier = await readClassifier(options);
  const features = classifier ? classifier.contract.features : await chosenFeatures(options);
  await mkdir(outDir, { recursive: true });
  const settings = { features, classifier, outDir, signal: abortOnInterrupt('stopping') };
  const failures = await eachRecording(recordings, (recording) =>
    writeSpectrogram(recording, options, settings),
  );
  if (failures > 0)
    throw new Error(`${failures} of ${recordings.length} recordings could not be drawn, see above`);
}

async function readClassifier({ model }: SpectrogramsOptions): Promise<Classifier | undefined> {
  if (model === undefined) return undefined;
  const folder = await modelFolder(fromWhereTyped(model));
  await startBackend();
  return readArtifact(folder);
}

interface Settings {
  readonly features: FeatureSpec;
  readonly classifier: Classifier | undefined;
  readonly outDir: string;
  readonly signal: AbortSignal;
}

async function writeSpectrogram(
  recording: string,
  options: SpectrogramsOptions,
  { features, classifier, outDir, signal }: Settings,
): Promise<void> {
  const opened = await openRecording(fromWhereTyped(recording), { channel: options.channel });
  const { durationSeconds } = opened;
  const progress = showProgress(basename(recording), durationSeconds);
  let readSeconds = 0;
  const onProgress = (seconds: number) => {
    if (signal.aborted) throw new Interrupted(`stopped before ${recording} was done; what was written stays`);
    progress.update(seconds);
    readSeconds = seconds;
  };
  try {
    const { from: fromSeconds = 0, to = Infinity, colours: colourMap, scale, svg = false } = options;
    const isWhole = options.from === undefined && options.to === undefined;
    const windows = windowsOf(options, classifier);
    const depth = options.depth === '8' ? 8 : 16;
    const images = isWhole
      ? await writeSpectrogramImages(opened, { features, windows, outDir, colourMap, depth }, onProgress)
      : undefined;
    const spectrogram =
      images?.overview ??
      (await spectrogramOverview(opened, features, { fromSeconds, toSeconds: to }, onProgress));
    // A file that is cut off ends before its header says so.
    const toSeconds = Math.min(to, durationSeconds, readSeconds);
    const place = isWhole ? '' : `_${fromSeconds}-${Number(toSeconds.toFixed(3))}s`;
    const name = `${basename(recording, extname(recording))}_${specHash(features)}${place}.figure`;
    const figures = await writeRecordingFigure(
      opened,
      { spectrogram, fromSeconds, toSeconds, colourMap, scale },
      { classifier, labelPaths: options.labels, file: join(outDir, name), svg, onProgress },
    );
    for (const file of [...figures, ...(images ? [images.complete] : [])]) process.stdout.write(`${file}\n`);
    if (images && windows)
      process.stdout.write(
        `${images.tiles.length} tiles of ${windows.frames} frames, every ${windows.hop}\n`,
      );
  } finally {
    progress.stop();
    for (const warning of opened.warnings) process.stderr.write(`warning: ${recording}: ${warning}\n`);
  }
}

function windowsOf(
  { tiles, preset, frames, hop }: SpectrogramsOptions,
  classifier: Classifier | undefined,
): WindowSpec | undefined {
  const modelFrames = classifier?.contract.windows.frames;
  // A network judges a window at every frame; tiles that overlap by half hold as much.
  const customary = modelFrames
    ? { frames: modelFrames, hop: Math.ceil(modelFrames / 2) }
    : PRESET_WINDOWS[preset];
  return tiles ? { frames: frames ?? customary.frames, hop: hop ?? customary.hop } : undefined;
}

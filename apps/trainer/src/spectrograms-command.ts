import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { writeSpectrogramImages, type SpectrogramImageProgress } from '@earmark/dataset/node';
import { defaultFeatures, originFeatures, type ColourMap, type FeatureSpec } from '@earmark/dsp';
import type { WindowSpec } from '@earmark/dataset';
import { readArtifact } from '@earmark/models/node';
import { Command, Option } from 'commander';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { wholeNumber } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress, type Progress } from './progress.ts';
import { findRecordings, outputFiles } from './recordings.ts';
import { modelFolder } from './run-folder.ts';

interface SpectrogramsOptions {
  readonly out: string;
  readonly preset: keyof typeof PRESETS;
  readonly model?: string;
  readonly frames?: number;
  readonly hop?: number;
  readonly colours: ColourMap;
}

/** Features and windows that go together: ours, and those of the project that Earmark comes from. */
const PRESETS = {
  default: { features: defaultFeatures, windows: { frames: 128, hop: 64 } },
  origin: { features: originFeatures, windows: { frames: 512, hop: 50 } },
} satisfies Record<string, { features: FeatureSpec; windows: WindowSpec }>;

/** `spectrograms`: a recording's complete spectrogram as PNG, and cut into windows as PNG tiles. */
export const spectrogramsCommand = (): Command =>
  new Command('spectrograms')
    .description("Write recordings' complete spectrograms as PNG, and cut into windows as PNG tiles.")
    .argument('<recordings...>', 'audio files; a folder means the recordings in it')
    .requiredOption('--out <folder>', 'where the pictures go')
    .addOption(
      new Option('--preset <name>', 'features and windows').choices(Object.keys(PRESETS)).default('default'),
    )
    .option('--model <folder>', 'take the features of this run or model instead')
    .option('--frames <number>', "frames of a tile, instead of the preset's", wholeNumber)
    .option('--hop <number>', "frames from one tile to the next, instead of the preset's", wholeNumber)
    .addOption(
      new Option('--colours <map>', 'of the complete picture')
        .choices(['grey', 'magma', 'viridis'])
        .default('magma'),
    )
    .action(writeSpectrograms);

async function writeSpectrograms(paths: readonly string[], options: SpectrogramsOptions): Promise<void> {
  const recordings = await findRecordings(paths);
  const preset = PRESETS[options.preset];
  const model = options.model && (await readArtifact(await modelFolder(fromWhereTyped(options.model))));
  const features = model ? model.contract.features : preset.features;
  const windows = { frames: options.frames ?? preset.windows.frames, hop: options.hop ?? preset.windows.hop };
  const outDir = fromWhereTyped(options.out);
  // Pictures are named after their recording: two of one name would overwrite each other's.
  outputFiles(recordings, outDir, '.png');
  await mkdir(outDir, { recursive: true });
  const signal = abortOnInterrupt('stopping');

  for (const recording of recordings) {
    let progress: Progress | undefined;
    const onProgress = ({ doneSeconds, durationSeconds }: SpectrogramImageProgress) => {
      if (signal.aborted)
        throw new Interrupted(`stopped before ${recording} was done; what was written stays`);
      progress ??= showProgress(basename(recording), durationSeconds);
      progress.update(doneSeconds);
    };
    const settings = { features, windows, outDir, colourMap: options.colours };
    const { complete, tiles, warnings } = await writeSpectrogramImages(
      fromWhereTyped(recording),
      settings,
      onProgress,
    ).finally(() => progress?.stop());
    for (const warning of warnings) process.stderr.write(`warning: ${recording}: ${warning}\n`);
    process.stdout.write(
      `${complete}\n${tiles.length} tiles of ${windows.frames} frames, every ${windows.hop}\n`,
    );
  }
}

import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  frameTableFormats,
  openRecording,
  recordingTable,
  writeFrameTable,
  type FrameTableFormat,
} from '@earmark/dataset/node';
import { descriptorColumns, descriptorNames, type DescriptorName, type FeatureSpec } from '@earmark/dsp';
import { Command, InvalidArgumentError, Option } from 'commander';
import { eachRecording } from './each-recording.ts';
import { chosenFeatures, featureOptions, type FeatureOptions } from './feature-options.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { channelNumber } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';
import { findRecordings, outputFiles } from './recordings.ts';
import { versions } from './versions.ts';

interface DescriptorsOptions extends FeatureOptions {
  readonly out: string;
  readonly format: FrameTableFormat;
  readonly names: readonly DescriptorName[];
  readonly spectrogram?: boolean;
  readonly channel?: number;
}

/** `descriptors`: a table of each recording with one row a frame, for those who go on in Python or R. */
export const descriptorsCommand = (): Command => {
  const command = new Command('descriptors')
    .description("Write recordings' descriptors as tables, one row a frame, for Python, R or a spreadsheet.")
    .argument('<recordings...>', 'audio files; a folder means the recordings in it')
    .requiredOption('--out <folder>', 'where the tables go')
    .addOption(new Option('--format <format>', 'of the tables').choices(frameTableFormats).default('csv'))
    .addOption(
      new Option('--names <list>', `separated by commas: ${descriptorNames.join(', ')}`)
        .argParser(descriptorList)
        .default(descriptorNames, 'all'),
    )
    .option('--spectrogram', 'add the bands of the spectrogram as columns')
    .option('--channel <number>', 'of the recording, from 0, instead of the mean of all', channelNumber);
  for (const option of featureOptions()) command.addOption(option);
  return command.action(writeDescriptors);
};

function descriptorList(text: string): DescriptorName[] {
  const names = text.split(',').map((name) => name.trim()) as DescriptorName[];
  try {
    descriptorColumns(names);
    return names;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

async function writeDescriptors(paths: readonly string[], options: DescriptorsOptions): Promise<void> {
  const recordings = await findRecordings(paths);
  const outDir = fromWhereTyped(options.out);
  const files = outputFiles(recordings, outDir, `.${options.format}`);
  const features = await chosenFeatures(options);
  await mkdir(outDir, { recursive: true });
  const signal = abortOnInterrupt('stopping');
  const failures = await eachRecording(recordings, async (recording, index) => {
    await writeTable(recording, files[index]!, features, options, signal);
    process.stdout.write(`${files[index]}\n`);
  });
  if (failures > 0)
    throw new Error(`${failures} of ${recordings.length} recordings could not be described, see above`);
}

async function writeTable(
  recording: string,
  file: string,
  features: FeatureSpec,
  { names, spectrogram = false, channel, format }: DescriptorsOptions,
  signal: AbortSignal,
): Promise<void> {
  const opened = await openRecording(fromWhereTyped(recording), { channel });
  const progress = showProgress(basename(recording), opened.durationSeconds);
  try {
    const table = await recordingTable(opened, {
      features,
      descriptors: names,
      spectrogram,
      onProgress(seconds) {
        if (signal.aborted)
          throw new Interrupted(`stopped before ${recording} was done; what was written stays`);
        progress.update(seconds);
      },
    });
    const metadata = { ...table.metadata, 'earmark:version': versions['earmark']! };
    await writeFrameTable(file, { ...table, metadata }, format);
  } finally {
    progress.stop();
    for (const warning of opened.warnings) process.stderr.write(`warning: ${recording}: ${warning}\n`);
  }
}

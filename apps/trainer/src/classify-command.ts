import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { openRecording, writeAtomically } from '@earmark/dataset/node';
import {
  classificationFormats,
  classificationJson,
  classify,
  formatClassification,
  type ClassificationFormat,
  type Classifier,
} from '@earmark/models';
import { defaultModelName, pretrainedModels, readArtifact } from '@earmark/models/node';
import { Command, Option } from 'commander';
import { startBackend } from './backend.ts';
import { chosenModel } from './chosen-model.ts';
import { eachRecording } from './each-recording.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';
import { findRecordings, outputFiles } from './recordings.ts';

interface ClassifyOptions {
  readonly model?: string;
  readonly format: ClassificationFormat;
  readonly posteriors?: boolean;
  readonly out?: string;
}

const EXTENSIONS: Readonly<Record<ClassificationFormat, string>> = {
  audacity: '.txt',
  csv: '.csv',
  json: '.json',
};

/** `classify`: the segments of recordings, printed or written one file each. */
export const classifyCommand = (): Command =>
  new Command('classify')
    .description('Print the segments that a model hears in recordings.')
    .argument('<recordings...>', 'audio files; a folder means the recordings in it')
    .option(
      '--model <model>',
      `a run such as runs/latest, a folder with model.json and weights.bin, or the name of a model that comes along (default: ${defaultModelName})`,
    )
    .addOption(
      new Option('--format <format>', 'of what is printed or written')
        .choices([...classificationFormats])
        .default('audacity'),
    )
    .option('--posteriors', "add every frame's posteriors (JSON only)")
    .option('--out <folder>', 'write one file for each recording instead of printing')
    .action(classifyRecordings);

async function classifyRecordings(paths: readonly string[], options: ClassifyOptions): Promise<void> {
  if (options.posteriors && options.format !== 'json')
    throw new Error(`--posteriors needs --format json: ${options.format} has no place for them`);
  const recordings = await findRecordings(paths);
  const folder = options.out && fromWhereTyped(options.out);
  const outFiles = folder ? outputFiles(recordings, folder, EXTENSIONS[options.format]) : undefined;
  const model = await chosenModel(options.model, await pretrainedModels());
  await startBackend();
  process.stderr.write(`model: ${model.line}\n`);
  const classifier = await readArtifact(model.folder);
  if (folder) await mkdir(folder, { recursive: true });
  const signal = abortOnInterrupt('stopping');
  const failures = await eachRecording(recordings, async (recording, index) => {
    const text = await classifyRecording(classifier, recording, options, signal);
    if (outFiles) await writeAtomically(outFiles[index]!, text);
    else
      process.stdout.write(
        recordings.length > 1 && options.format !== 'json' ? `# ${recording}\n${text}` : text,
      );
  });
  if (folder)
    process.stderr.write(
      `${recordings.length - failures} of ${recordings.length} recordings written to ${folder}\n`,
    );
  if (failures > 0)
    throw new Error(`${failures} of ${recordings.length} recordings could not be classified, see above`);
}

async function classifyRecording(
  classifier: Classifier,
  recording: string,
  { format, posteriors }: ClassifyOptions,
  signal: AbortSignal,
): Promise<string> {
  const opened = await openRecording(fromWhereTyped(recording));
  const progress = showProgress(basename(recording), opened.durationSeconds);
  try {
    const heard = await classify(classifier, opened.chunks(), opened.sampleRate, (seconds) => {
      if (signal.aborted)
        throw new Interrupted(`stopped before ${recording} was done; what was written stays`);
      progress.update(seconds);
    });
    return formatClassification(classificationJson(recording, heard, posteriors), format);
  } catch (error) {
    if (error instanceof RangeError) throw new Error(`${recording}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    progress.stop();
    for (const warning of opened.warnings) process.stderr.write(`warning: ${recording}: ${warning}\n`);
  }
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Annotation,
  annotationFormats,
  type AnnotationFormatName,
  encodeText,
  fileStem,
  formatLosses,
  type FormatOptions,
  type TextEncoding,
} from '@earmark/dataset';
import { readAnnotations, writeAtomically } from '@earmark/dataset/node';
import { Command, Option } from 'commander';
import { labelFileOptions } from './label-file-options.ts';
import { seconds } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';

interface ConvertOptions extends Omit<FormatOptions, 'stepSeconds' | 'durationSeconds' | 'onSkip'> {
  readonly to: AnnotationFormatName;
  readonly from?: AnnotationFormatName;
  readonly out?: string;
  readonly encoding: TextEncoding;
  readonly step?: number;
  readonly duration?: number;
}

/** What goes into one file. */
interface Output {
  readonly from: string;
  readonly name: string;
  readonly annotations: readonly Annotation[];
}

const AUDIO_EXTENSION = /\.(?:wav|flac|mp3|ogg|oga|opus|m4a|aac|aiff?|webm|mp4|mkv)$/i;

/** `convert`: label files of one format as another. */
export const convertCommand = (): Command => {
  const formats = Object.keys(annotationFormats);
  const command = new Command('convert')
    .description('Read label files of any format, and print or write them in another.')
    .argument('<files...>', 'label files')
    .addOption(new Option('--to <format>', 'that is written').choices(formats).makeOptionMandatory())
    .addOption(new Option('--from <format>', 'of the files, where it is not to be detected').choices(formats))
    .option(
      '--out <folder>',
      'write files, one for each recording where the format holds one, instead of printing',
    )
    .option('--duration <seconds>', 'of the recording, for TextGrid and JAMS', seconds)
    .option('--label <name>', 'UEM and Kaldi: of what is read, and the only one that is written')
    .option('--background <label>', 'tag files and .scv: of time without labels')
    .option('--event-type <type>', 'of the lines of RTTM, instead of SPEAKER')
    .addOption(new Option('--layout <layout>', 'of a TextGrid').choices(['long', 'short']))
    .addOption(
      new Option('--encoding <encoding>', 'of what is written').choices(['utf-8', 'utf-16']).default('utf-8'),
    );
  for (const option of labelFileOptions()) command.addOption(option);
  return command.action(convert);
};

async function convert(paths: readonly string[], options: ConvertOptions): Promise<void> {
  const { keeps, extensions, title } = annotationFormats[options.to];
  const formatOptions = { ...options, stepSeconds: options.step, durationSeconds: options.duration };
  const read: Output[] = [];
  let failures = 0;
  for (const path of paths) {
    try {
      const annotations = await readRecordings(path, options.from, formatOptions);
      if (keeps.includes('recordings')) read.push({ from: path, name: fileStem(path), annotations });
      else
        for (const annotation of annotations)
          read.push({ from: path, name: outputName(annotation), annotations: [annotation] });
    } catch (error) {
      if (paths.length === 1) throw error;
      failures++;
      process.stderr.write(`error: ${(error as Error).message}\n`);
    }
  }
  const isOneText = !options.out && keeps.includes('recordings') && read.length > 0;
  const outputs = isOneText
    ? [{ from: paths.join(', '), name: '', annotations: read.flatMap(({ annotations }) => annotations) }]
    : read;
  if (!options.out && outputs.length > 1)
    throw new Error(
      `${title} holds one recording, and there are ${outputs.length}: name a folder for the files with --out`,
    );
  const files = options.out ? outputFiles(outputs, fromWhereTyped(options.out), extensions[0]!, paths) : [];

  for (const [index, { from, annotations }] of outputs.entries()) {
    try {
      const text = annotationFormats[options.to].format(annotations, formatOptions);
      const data = options.encoding === 'utf-8' ? text : encodeText(text, options.encoding);
      for (const loss of formatLosses(annotations, options.to, files[index] ?? from))
        process.stderr.write(`warning: ${from}: ${loss}\n`);
      if (!options.out) {
        process.stdout.write(data);
        continue;
      }
      await mkdir(fromWhereTyped(options.out), { recursive: true });
      await writeAtomically(files[index]!, data);
      process.stdout.write(`${files[index]}\n`);
    } catch (error) {
      if (outputs.length === 1 && failures === 0) throw error;
      failures++;
      process.stderr.write(`error: ${from}: ${(error as Error).message}\n`);
    }
  }
  if (failures > 0) throw new Error(`${failures} could not be converted, see above`);
}

/** Where a file doesn't name its recording, it is that of the file's name. */
async function readRecordings(path: string, from: AnnotationFormatName | undefined, options: FormatOptions) {
  const file = fromWhereTyped(path);
  const onSkip = (message: string) => process.stderr.write(`warning: ${path}: ${message}\n`);
  const annotations = await readAnnotations(file, from, { ...options, onSkip });
  return annotations.map((annotation) =>
    annotation.uri === file ? { ...annotation, uri: fileStem(path) } : annotation,
  );
}

function outputName({ uri }: Annotation): string {
  return uri.replace(/^.*[\\/]/, '').replace(AUDIO_EXTENSION, '');
}

function outputFiles(
  outputs: readonly Output[],
  folder: string,
  extension: string,
  inputs: readonly string[],
): string[] {
  const taken = new Map(inputs.map((path) => [fromWhereTyped(path), `${path} itself`]));
  return outputs.map(({ from, name }) => {
    if (/^\.*$/.test(name))
      throw new Error(`${from} has a recording without a name: no file can be named after it`);
    const file = join(folder, name + extension);
    const other = taken.get(file);
    if (other !== undefined)
      throw new Error(
        `${from} would be written to ${file}, as would ${other}: choose another folder, or convert one by one`,
      );
    taken.set(file, from);
    return file;
  });
}

import { parseSplit, splitByFolds, SPLITS } from '@earmark/dataset';
import {
  corpusLayouts,
  openCorpus,
  splitsFromFile,
  type Corpus,
  type CorpusOptions,
} from '@earmark/dataset/node';
import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { labelFileOptions, type LabelFileOptionValues, SEGMENT_COLUMNS } from './label-file-options.ts';
import { fromWhereTyped } from './paths.ts';

const listsByName = z.record(z.string(), z.array(z.string()));

/** How a corpus is to be read, as far as a person said it; part of what makes a run. */
export const corpusChoiceSchema = z.strictObject({
  layout: z.string().optional(),
  /** Labels that are wanted, and those of the corpus that each stands for. */
  labels: listsByName.optional(),
  /** Folds of the corpus that make up each split. */
  folds: listsByName.optional(),
  /** Values of a manifest's columns: rows with others are left out. */
  only: listsByName.optional(),
  /** Absolute path of a split file. */
  split: z.string().optional(),
  allowLeakage: z.boolean().optional(),
  /** How label files are read. */
  labelFiles: z
    .strictObject({
      tier: z.string().optional(),
      stepSeconds: z.number().optional(),
      classes: z.record(z.string(), z.string()).optional(),
      columns: z.partialRecord(z.enum(SEGMENT_COLUMNS), z.string()).optional(),
    })
    .optional(),
});
export type CorpusChoice = z.infer<typeof corpusChoiceSchema>;

/**
 * The options that say how a corpus is to be read.
 *
 * @param splitFile what the option that names a split file is called
 */
export const corpusOptions = (splitFile: 'split' | 'split-file' = 'split'): Option[] => [
  new Option('--layout <name>', 'how the folder is laid out, where it is not recognised').choices(
    corpusLayouts,
  ),
  new Option(
    '--labels <mapping...>',
    'labels that are wanted and what they stand for, such as speech=CLEAN_SPEECH,SPEECH_WITH_MUSIC noise=NO_SPEECH; * is every other',
  ).argParser(namedLists),
  new Option(
    '--leave-out <labels...>',
    'labels that are not wanted; without --labels the others keep their names',
  ),
  new Option(
    '--folds <mapping...>',
    'folds of the corpus that make up a split, such as valid=9 test=10; the others are trained on',
  )
    .argParser(foldLists)
    .conflicts(splitFile === 'split' ? 'split' : 'splitFile'),
  new Option(`--${splitFile} <file>`, 'split file that says what each recording is for'),
  new Option(
    '--only <choice...>',
    'rows of the manifest that are wanted, by its columns, such as shippable=1 kind=noise,music',
  ).argParser(namedLists),
  new Option('--allow-leakage', 'accept one speaker, recording, group or content in two splits'),
  ...labelFileOptions(),
];

/** What a person said of the corpus. */
export interface CorpusOptionValues extends Omit<CorpusChoice, 'labelFiles'>, LabelFileOptionValues {
  readonly leaveOut?: readonly string[];
}

/** What of a command's options is about the corpus, with paths that hold anywhere. */
export function corpusChoice({ leaveOut, split, ...options }: CorpusOptionValues): CorpusChoice {
  const { layout, folds, only, allowLeakage } = options;
  const labels = leaveOut ? { ...(options.labels ?? { '*': ['*'] }), '-': leaveOut } : options.labels;
  const file = split === undefined ? undefined : fromWhereTyped(split);
  const { tier, step: stepSeconds, classes, columns } = options;
  const read = { tier, stepSeconds, classes, columns };
  const labelFiles = Object.values(read).some((value) => value !== undefined) ? read : undefined;
  const choice = { layout, labels, folds, only, split: file, allowLeakage, labelFiles };
  // Undefined fields go, so that a choice is the same before and after it was written.
  return JSON.parse(JSON.stringify(choice)) as CorpusChoice;
}

/** Opens a corpus as it was chosen. */
export async function openChosenCorpus(
  path: string,
  { layout, labels, folds, only, split, allowLeakage, labelFiles }: CorpusChoice,
  options: Pick<CorpusOptions, 'background' | 'allowOverlaps' | 'onProblem' | 'onProgress' | 'isPart'> = {},
): Promise<Corpus> {
  const resplit = split
    ? await splitsFromFile(split)
    : folds && ((recordings: Corpus['recordings']) => splitByFolds(recordings, folds));
  return openCorpus(path, {
    ...options,
    layout,
    labels,
    only,
    allowLeakage,
    labelFiles: { ...labelFiles, onSkip: (message) => void process.stderr.write(`warning: ${message}\n`) },
    resplit,
  });
}

function namedLists(text: string, earlier: Readonly<Record<string, readonly string[]>> = {}) {
  const [, name = '', list = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const values = list.split(',').map((value) => value.trim());
  if (name === '' || values.includes('')) throw new InvalidArgumentError('expected NAME=VALUE,VALUE.');
  return { ...earlier, [name]: [...(earlier[name] ?? []), ...values] };
}

function foldLists(text: string, earlier?: Readonly<Record<string, readonly string[]>>) {
  const [name = '', list = ''] = text.split('=');
  const split = parseSplit(name);
  if (!split) throw new InvalidArgumentError(`expected ${SPLITS.join(', ')} before the =.`);
  return namedLists(`${split}=${list}`, earlier);
}

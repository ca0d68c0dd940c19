import { findLeakage, foldSplits, kFold, SPLITS, splitByGroup, type Split } from '@earmark/dataset';
import { measureRecording, splitItems, writeSplitFile, type Recording } from '@earmark/dataset/node';
import { Command, InvalidArgumentError, Option } from 'commander';
import { corpusChoice, corpusOptions, openChosenCorpus, type CorpusOptionValues } from './corpus-options.ts';
import { soundHash } from './inspect/sound-hash.ts';
import { leakText } from './leak-text.ts';
import { splitFractions } from './drawn-splits.ts';
import { wholeNumber } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';
import { duration, percent } from './report/figures.ts';
import { splitSeconds } from './split-seconds.ts';
import { textTable } from './text-table.ts';

interface SplitOptions extends CorpusOptionValues {
  readonly out: string;
  readonly fractions: Readonly<Record<Split, number>>;
  readonly kFold?: number;
  readonly by: 'group' | 'speaker' | 'recording';
  readonly anew?: boolean;
  readonly seed: number;
}

/** `split`: from a corpus to a file that says what each recording is for. */
export const splitCommand = (): Command => {
  const command = new Command('split')
    .description(
      'Divide a corpus into train, valid and test, and write who is where into a file that can be reviewed.',
    )
    .argument('<corpus>', 'manifest or folder')
    .requiredOption('--out <file>', 'split file; with --k-fold one for each fold, numbered')
    .addOption(
      new Option('--fractions <list>', 'shares of train, valid and test')
        .argParser(fractionList)
        .default(splitFractions, '0.7,0.15,0.15')
        .conflicts('kFold'),
    )
    .option('--k-fold <number>', 'hold out every recording once, in this many rounds', wholeNumber)
    .addOption(
      new Option(
        '--by <what>',
        'what is not parted: all that a group, speaker or recording connects, or one of them',
      )
        .choices(['group', 'speaker', 'recording'])
        .default('group'),
    )
    .option('--anew', 'draw also what the corpus has split itself')
    .option('--seed <number>', 'decides the draw', wholeNumber, 1);
  for (const option of corpusOptions()) command.addOption(option);
  return command.action(split);
};

function fractionList(text: string): Record<Split, number> {
  const [train = NaN, valid = NaN, test = NaN, ...more] = text.split(',').map(Number);
  if (more.length > 0 || ![train, valid, test].every((share) => share >= 0))
    throw new InvalidArgumentError('expected three numbers such as 0.7,0.15,0.15.');
  return { train, valid, test };
}

async function split(path: string, options: SplitOptions): Promise<void> {
  const { by, seed, kFold: k } = options;
  // What the corpus says of splits must not hinder a new one.
  const choice = { ...corpusChoice(options), allowLeakage: true };
  const { recordings } = await openChosenCorpus(fromWhereTyped(path), choice);
  const out = fromWhereTyped(options.out);
  const items = splitItems(recordings, by, await soundsOf(recordings)).map((item) =>
    options.anew || k !== undefined ? { ...item, split: undefined } : item,
  );
  const [leak] = findLeakage(items.map(({ uri, group, split: decided }) => ({ uri, group, split: decided })));
  if (leak)
    throw new Error(
      `${path} itself parts what belongs together: ${leakText(leak)}. Say --anew to draw that too`,
    );
  const write = async (file: string, splits: ReadonlyMap<string, Split>) => {
    await writeSplitFile(
      file,
      items.map(({ uri, group }) => ({ uri, group, split: splits.get(uri)! })),
    );
    process.stdout.write(`${file}\n${summary(recordings, splits)}`);
  };
  if (k === undefined) return write(out, splitByGroup(items, options.fractions, seed));
  const folds = kFold(items, k, seed);
  for (let fold = 1; fold <= k; fold += 1)
    await write(out.replace(/(\.[^./\\]*)?$/, `-${fold}$1`), foldSplits(folds, fold));
}

/** Names the sound of each recording, as `inspect` compares them. */
async function soundsOf(recordings: readonly Recording[]): Promise<(string | undefined)[]> {
  const progress = showProgress('reading', recordings.length);
  const sounds: (string | undefined)[] = [];
  try {
    for (const { path, uri } of recordings) {
      progress.update(sounds.length, uri);
      sounds.push(soundHash(await measureRecording(path)));
    }
  } finally {
    progress.stop();
  }
  return sounds;
}

function summary(recordings: readonly Recording[], splits: ReadonlyMap<string, Split>): string {
  const rows = splitSeconds(
    recordings.map((recording) => ({ ...recording, split: splits.get(recording.uri) })),
  );
  const labels = [...new Set(rows.flatMap(({ secondsPerLabel }) => Object.keys(secondsPerLabel)))].sort();
  const total = recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const shown = labels.slice(0, SHOWN_LABELS);
  return textTable([
    ['', 'recordings', 'length', 'share', ...shown],
    ...rows
      .filter(({ split: name }) => SPLITS.some((each) => each === name))
      .map(({ split: name, recordings: count, seconds, secondsPerLabel }) => [
        `  ${name}`,
        `${count}`,
        duration(seconds),
        percent(seconds / total),
        ...shown.map((label) => duration(secondsPerLabel[label] ?? 0)),
      ]),
  ]);
}

/** Columns that a terminal has room for. */
const SHOWN_LABELS = 6;

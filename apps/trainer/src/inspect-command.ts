import { join } from 'node:path';
import { DecodeError, measureRecording, writeAtomically, type ManifestError } from '@earmark/dataset/node';
import { Command } from 'commander';
import { corpusChoice, corpusOptions, openChosenCorpus, type CorpusOptionValues } from './corpus-options.ts';
import { corpusPage } from './inspect/corpus-page.ts';
import { corpusReport, type Inspected } from './inspect/corpus-report.ts';
import { corpusText } from './inspect/corpus-text.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { fromWhereTyped, workspaceRoot } from './paths.ts';
import { showProgress } from './progress.ts';
import { duration } from './report/figures.ts';

interface InspectOptions extends CorpusOptionValues {
  readonly out: string;
  readonly json?: string;
}

/** `inspect`: what a corpus holds, and what is wrong with it, before anything is trained on it. */
export const inspectCommand = (): Command => {
  const command = new Command('inspect')
    .description(
      'Read every recording of a corpus and tell what it holds: hours, label balance, lengths, rates, clipping, silence, duplicates, leakage.',
    )
    .argument('<corpus>', 'manifest or folder')
    .option('--out <file>', 'page with pictures', join(workspaceRoot, 'runs/inspect.html'))
    .option('--json <file>', 'all figures, of each recording too');
  for (const option of corpusOptions()) command.addOption(option);
  return command.action(inspect);
};

async function inspect(path: string, options: InspectOptions): Promise<void> {
  const choice = corpusChoice(options);
  const signal = abortOnInterrupt('stopping');
  const stopIfAsked = () => {
    if (signal.aborted) throw new Interrupted('stopped; nothing was written');
  };
  const problems: string[] = [];
  const corpus = await openChosenCorpus(fromWhereTyped(path), choice, {
    onProblem: ({ message }: ManifestError) => problems.push(message),
    onProgress: stopIfAsked,
  });
  const inspected: Inspected[] = [];
  const total = corpus.recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  process.stderr.write(`reading ${corpus.recordings.length} recordings, ${duration(total)}\n`);
  const progress = showProgress('reading', total);
  let done = 0;
  try {
    for (const recording of corpus.recordings) {
      try {
        const onProgress = (seconds: number) => {
          stopIfAsked();
          progress.update(done + seconds, recording.uri);
        };
        inspected.push({ recording, measures: await measureRecording(recording.path, { onProgress }) });
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        problems.push(error.message);
      }
      done += recording.durationSeconds;
    }
  } finally {
    progress.stop();
  }
  const report = corpusReport(path, corpus, inspected, problems);
  const page = fromWhereTyped(options.out);
  await writeAtomically(page, await corpusPage(report));
  if (options.json)
    await writeAtomically(fromWhereTyped(options.json), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${corpusText(report)}\n\npage: ${page}\n`);
  if (report.leaks.length > 0 && !choice.allowLeakage)
    throw new Error(
      `${path} leaks: ${report.leaks.length} times the same is on both sides of a split. Split it again (trainer:split with --anew), or say --allow-leakage`,
    );
  if (problems.length > 0)
    throw new Error(`${problems.length} recordings of ${path} can not be used, see above`);
}

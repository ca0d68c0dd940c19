import { duration } from '../report/figures.ts';
import type { CardContent } from './card-content.ts';
import { codeBlock, fieldRows, markdownTable } from './markdown.ts';
import type { RunReport } from './run-report.ts';
import { shownCommand, shownPath } from './shown-path.ts';
import type { TrainingStep } from './training-steps.ts';

/** What made a model, and of which recordings. */
export function originSection({ steps, sources, report }: CardContent): string {
  const minutes = (seconds: number) => (seconds / 60).toFixed(1);
  const rows = sources.map(({ source, licence, kind, recordings, seconds }) => [
    ...[source, licence, kind, `${recordings}`, minutes(seconds)],
  ]);
  const all = (key: 'recordings' | 'seconds') => sources.reduce((sum, share) => sum + share[key], 0);
  const { train, valid, test } = report.data.splits;
  const own = steps.at(-1)!;
  return `## How it was made

${steps.map((step, index) => stepText(step, index + 1, step === own ? report : undefined)).join('\n')}
## Data

The recordings that it was made of, by source and licence:

${markdownTable(
  ['source', 'licence', 'kind', 'recordings', 'minutes'],
  [...rows, ['all', '', '', `${all('recordings')}`, minutes(all('seconds'))]],
)}
The last step was trained on ${splitText(train)}, chose by ${splitText(valid)} and was measured on ${splitText(test)}; recordings that were mixed from others count here as well.
`;
}

const splitText = ({
  recordings,
  seconds,
}: {
  readonly recordings: number;
  readonly seconds: number;
}): string => `${recordings} recordings (${duration(seconds)})`;

/** @param report of the last step */
function stepText({ name, settings, provenance }: TrainingStep, number: number, report?: RunReport): string {
  const { createdAt, seed, backend, versions, data } = provenance;
  const made = [
    ['made', createdAt],
    ['seed', `${seed}`],
    ['backend', backend],
    [
      'versions',
      Object.entries(versions)
        .map((entry) => entry.join(' '))
        .join(', '),
    ],
  ];
  if (!settings)
    return `### ${number}. The model \`${name}\`

Trained on ${shownCommand(data)}.

${markdownTable(['what', 'value'], made)}`;
  const { recipe } = settings;
  const corpora = ['data', settings.data.map((path) => `\`${shownPath(path)}\``).join(', ')];
  const { architecture: _, ...training } = recipe ?? { architecture: undefined };
  return `### ${number}. ${whatWasDone(settings, report)}

${codeBlock(shownCommand(settings.command))}
${markdownTable(['what', 'value'], [...made, corpora, ...fieldRows(settings.corpus.only ? { only: settings.corpus.only } : {}), ...fieldRows(training)])}`;
}

function whatWasDone(settings: NonNullable<TrainingStep['settings']>, report?: RunReport): string {
  const { recipe } = settings;
  if (recipe && 'corruption' in recipe) return 'Pre-training without labels';
  if (!recipe) return 'A readout on the network as it was: no other weight changed';
  const isFrom = 'from' in settings && settings.from !== undefined;
  const kept =
    report && report.bestEpoch >= 0 ? `, kept after epoch ${report.bestEpoch + 1} of ${recipe.epochs}` : '';
  if (isFrom && report?.bestEpoch === -1) return 'Fine-tuning, of which the readout alone was kept';
  return `${isFrom ? 'Fine-tuning of all weights' : 'Training of all weights'}${kept}`;
}

import type { Evaluation } from '../evaluation/evaluation-data.ts';
import type { ClassifierFigures } from '../evaluation/measure-classifier.ts';
import { decimal, percent } from '../report/figures.ts';
import type { CardContent } from './card-content.ts';
import { evaluationTitle } from './evaluation-title.ts';
import { liveDelaySeconds } from './model-section.ts';

/** Fewer recordings than these leave a bootstrap over them rough. */
const FEW_RECORDINGS = 20;

/** Where a model is not good: what the figures say, and what holds for every model. */
export function limitsSection({
  contract,
  report,
  evaluations,
}: Pick<CardContent, 'contract' | 'report' | 'evaluations'>): string {
  const { positiveLabel: label } = report;
  const measured = [
    { title: 'the test split', figures: report.test as ClassifierFigures },
    ...evaluations.map((evaluation) => ({ title: evaluationTitle(evaluation), figures: evaluation })),
  ];
  const limits = [
    ...evaluations.flatMap((evaluation) => worstGroups(evaluation)),
    ...measured.flatMap(({ title, figures }) => figuresLimits(title, figures)),
    ...generalLimits(contract, label),
  ];
  return `## Limits

${limits.map((limit) => `- ${limit}`).join('\n')}
`;
}

/** Of each grouping the group with the highest error rate, and of those without the label the one with the most false alarms. */
function worstGroups(evaluation: Evaluation): string[] {
  const { groupings, positiveLabel } = evaluation;
  return groupings.flatMap(({ column, groups }) => {
    const where = `${evaluationTitle(evaluation)}, by ${column}`;
    const hardest = highest(groups, ({ figures }) => figures.detectionErrors[0]!.rate);
    const alarming = highest(groups, ({ figures }) => figures.falseAlarmTime);
    return [
      ...(hardest && groups.length > 1
        ? [
            `${where}: “${hardest.value}” is hardest, with a detection error rate of ${percent(hardest.figures.detectionErrors[0]!.rate)} and a ROC-AUC of ${decimal(hardest.figures.rocAuc)}.`,
          ]
        : []),
      ...(alarming
        ? [
            `${where}: of what holds no ${positiveLabel}, “${alarming.value}” is called so most, ${percent(alarming.figures.falseAlarmTime)} of the time at the threshold that finds 95 % elsewhere.`,
          ]
        : []),
    ];
  });
}

function highest<T>(items: readonly T[], figure: (item: T) => number | null): T | undefined {
  const known = items.filter((item) => figure(item) !== null);
  return known.toSorted((a, b) => figure(b)! - figure(a)!)[0];
}

function figuresLimits(title: string, { network, floors, recordings }: ClassifierFigures): string[] {
  const [exact, collared] = [network.detectionErrors[0]!, network.detectionErrors.at(-1)!];
  const half = collared.collarSeconds / 2;
  const energy = floors.energy?.rocAuc ?? null;
  return [
    ...(exact.rate !== null && collared.rate !== null && collared.rate < exact.rate
      ? [
          `In ${title} the detection error rate is ${percent(exact.rate)}, and ${percent(collared.rate)} where the ${half} s on both sides of every boundary do not count. The difference lies at the boundaries: the network's, or those of labels that are coarse themselves.`,
        ]
      : []),
    ...(network.rocAuc !== null && energy !== null && network.rocAuc <= energy
      ? [`In ${title} it ranks frames no better than their energy does.`]
      : []),
    ...(recordings.length < FEW_RECORDINGS
      ? [`${recordings.length} recordings make up ${title}: too few for its intervals to say much.`]
      : []),
  ];
}

const generalLimits = (contract: CardContent['contract'], label: string): string[] => [
  `It hears what reaches ${contract.features.sampleRate} Hz features: nothing above ${contract.features.fMax} Hz. Recordings at other rates are resampled.`,
  'What it never heard in training (other languages, rooms, microphones, noises) it answers all the same, and its certainty is calibrated for recordings like those of the validation split only. Measure it on recordings of your own.',
  ...(label === 'speech'
    ? [
        'Human sounds that are not speech (laughter, coughs, crying) count as none; they are close to it, and errors are likelier there.',
      ]
    : []),
  `A live answer comes up to ${Math.round(1000 * liveDelaySeconds(contract))} ms after the moment that it is about, besides what the machine takes; a segment is certain only once its shortest duration and the gap that is bridged after it have passed.`,
];

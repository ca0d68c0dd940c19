import { duration, percent } from '../report/figures.ts';
import { textTable } from '../text-table.ts';
import { corpusFindings } from './corpus-findings.ts';
import type { CorpusReport } from './corpus-report.ts';

/** What a terminal has room for; the page and the JSON file have all. */
const SHOWN_LABELS = 40;
const SHOWN_LINES = 8;

/** A corpus report for a terminal. */
export function corpusText(report: CorpusReport): string {
  const { corpus, layout, recordings, seconds, splits, lengths, formats } = report;
  const named = splits.map(({ split }) => split);
  const perLabel = (label: string) =>
    splits.reduce((sum, split) => sum + (split.secondsPerLabel[label] ?? 0), 0);
  const labels = report.labels.toSorted((a, b) => perLabel(b) - perLabel(a));
  const unlabelled = splits.reduce((sum, split) => sum + split.unlabelledSeconds, 0);
  const line = (name: string, total: number, ofSplit: (split: (typeof splits)[number]) => number) => [
    `  ${name}`,
    duration(total),
    percent(total / seconds),
    ...splits.map((split) => duration(ofSplit(split))),
  ];
  const table = [
    ['', 'length', 'share', ...named],
    ['recordings', `${recordings.length}`, '', ...splits.map((split) => `${split.recordings}`)],
    ['length', duration(seconds), '', ...splits.map((split) => duration(split.seconds))],
    ...labels
      .slice(0, SHOWN_LABELS)
      .map((label) => line(label, perLabel(label), ({ secondsPerLabel }) => secondsPerLabel[label] ?? 0)),
    ...(labels.length > SHOWN_LABELS ? [[`  and ${labels.length - SHOWN_LABELS} labels more`]] : []),
    line('no label', unlabelled, (split) => split.unlabelledSeconds),
  ];
  const rates = formats.map(
    ({ sampleRate, channels, recordings: count }) => `${sampleRate} Hz × ${channels} (${count})`,
  );
  const span = lengths && [lengths.least, lengths.median, lengths.most].map(duration);
  const findings = corpusFindings(report).map(({ title, lines }) =>
    [
      title,
      ...lines.slice(0, SHOWN_LINES).map((text) => `  ${text}`),
      ...(lines.length > SHOWN_LINES ? [`  and ${lines.length - SHOWN_LINES} more`] : []),
    ].join('\n'),
  );
  return [
    `${corpus} (${layout})\n\n${textTable(table)}`,
    ...(span
      ? [`lengths ${span[0]} to ${span[2]}, half of them below ${span[1]}; sample rates ${rates.join(', ')}`]
      : []),
    ...(findings.length > 0 ? findings : ['nothing odd was found']),
  ].join('\n');
}

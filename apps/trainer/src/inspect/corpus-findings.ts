import { leakText } from '../leak-text.ts';
import { percent } from '../report/figures.ts';
import type { CorpusReport } from './corpus-report.ts';

/** Something that a person should look at. */
export interface Finding {
  /** What it is, with its number. */
  readonly title: string;
  /** Where it is, a line each. */
  readonly lines: readonly string[];
}

/** Of what is silent all the time, or nearly so, nothing can be learned. */
const NEARLY_SILENT = 0.95;

/** What is wrong or odd with a corpus, the worst first; what is fine isn't mentioned. */
export function corpusFindings({
  problems,
  leaks,
  duplicates,
  recordings,
  labels,
  splits,
  warnings,
}: CorpusReport): Finding[] {
  const clipped = recordings
    .filter(({ clippedShare }) => clippedShare > 0)
    .toSorted((a, b) => b.clippedShare - a.clippedShare);
  const silent = recordings
    .filter(({ silentShare }) => silentShare >= NEARLY_SILENT)
    .toSorted((a, b) => b.silentShare - a.silentShare);
  const overlapping = splits.reduce((sum, split) => sum + split.overlappingSeconds, 0);
  const findings = [
    finding(problems, (count) => `${recordingsOf(count)} that can not be used`),
    finding(
      leaks.map(leakText),
      (count) => `leakage: ${timesOf(count)} the same is on both sides of a split`,
    ),
    finding(
      duplicates.map((uris) => uris.join(' = ')),
      (count) => `duplicates: ${timesOf(count)} the same content is in several recordings`,
    ),
    finding(
      lacking(labels, splits),
      (count) => `${labelsOf(count)} that some splits lack; training needs each in each`,
    ),
    finding(
      clipped.map(({ uri, clippedShare }) => `${uri}: ${percentOf(clippedShare)} of the samples`),
      (count) => `${recordingsOf(count)} with clipping`,
    ),
    finding(
      silent.map(({ uri, silentShare }) => `${uri}: ${percent(silentShare)}`),
      (count) => `${recordingsOf(count)} with silence (below -60 dBFS) almost all the time`,
    ),
    finding(warnings, (count) => (count === 1 ? '1 warning' : `${count} warnings`)),
  ];
  if (overlapping > 0)
    findings.push([
      {
        title: `${overlapping.toFixed(1)} s with several labels at a time; training needs one, see --labels`,
        lines: [],
      },
    ]);
  return findings.flat();
}

const finding = (lines: readonly string[], title: (count: number) => string): Finding[] =>
  lines.length > 0 ? [{ title: title(lines.length), lines }] : [];

const recordingsOf = (count: number) => (count === 1 ? '1 recording' : `${count} recordings`);
const labelsOf = (count: number) => (count === 1 ? '1 label' : `${count} labels`);
const timesOf = (count: number) => (count === 1 ? 'once' : `${count} times`);

/** A few samples of millions are not 0.0 %. */
const percentOf = (share: number): string => (share < 0.0005 ? 'less than 0.1 %' : percent(share));

/** Labels that a split lacks; where nothing is split yet, there is nothing to lack. */
function lacking(labels: readonly string[], splits: CorpusReport['splits']): string[] {
  const named = splits.filter(({ split }) => split !== 'none');
  return labels.flatMap((label) => {
    const without = named.filter(({ secondsPerLabel }) => !secondsPerLabel[label]).map(({ split }) => split);
    return without.length === 0 ? [] : [`${label}: not in ${without.join(' and ')}`];
  });
}

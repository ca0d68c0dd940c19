import { findLeakage, type Leak, type Split } from '@earmark/dataset';
import type { Corpus, Recording, RecordingMeasures } from '@earmark/dataset/node';
import { splitSeconds, type SplitSeconds } from '../split-seconds.ts';
import { soundHash } from './sound-hash.ts';

/** A recording that was read to its end. */
export interface InspectedRecording {
  readonly uri: string;
  readonly split: Split | undefined;
  readonly group: string;
  readonly seconds: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** dB below full scale; nothing for a recording of zeros. */
  readonly peakDb: number | null;
  readonly clippedShare: number;
  readonly silentShare: number;
  readonly contentHash: string;
}

/** Recordings of one sample rate and number of channels. */
export interface FormatCount {
  readonly sampleRate: number;
  readonly channels: number;
  readonly recordings: number;
  readonly seconds: number;
}

/** What a corpus holds: the content of `--json`, and of the page. */
export interface CorpusReport {
  readonly corpus: string;
  readonly layout: string;
  readonly labels: readonly string[];
  readonly seconds: number;
  readonly splits: readonly SplitSeconds[];
  /** Seconds of the shortest, the middle and the longest recording; nothing for an empty corpus. */
  readonly lengths: { readonly least: number; readonly median: number; readonly most: number } | null;
  readonly formats: readonly FormatCount[];
  /** Recordings with the same content, by uri. */
  readonly duplicates: readonly (readonly string[])[];
  readonly leaks: readonly Leak[];
  /** What can't be used, a line each. */
  readonly problems: readonly string[];
  /** What was odd but could be read over. */
  readonly warnings: readonly string[];
  readonly recordings: readonly InspectedRecording[];
}

/** A recording of the corpus and what its samples say. */
export interface Inspected {
  readonly recording: Recording;
  readonly measures: RecordingMeasures;
}

/** Draws the sum of a corpus whose recordings have been measured. */
export function corpusReport(
  corpus: string,
  { layout, labels }: Corpus,
  inspected: readonly Inspected[],
  problems: readonly string[],
): CorpusReport {
  const recordings = inspected.map(({ recording: { uri, split, group }, measures }) => ({
    uri,
    split,
    group,
    seconds: measures.durationSeconds,
    sampleRate: measures.sampleRate,
    channels: measures.channels,
    peakDb: measures.peak > 0 ? 20 * Math.log10(measures.peak) : null,
    clippedShare: measures.clippedShare,
    silentShare: measures.silentShare,
    contentHash: measures.contentHash,
  }));
  const lengths = recordings.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return {
    corpus,
    layout,
    labels,
    seconds: lengths.reduce((sum, seconds) => sum + seconds, 0),
    splits: splitSeconds(inspected.map(({ recording }) => recording)),
    lengths:
      lengths.length > 0
        ? { least: lengths[0]!, median: lengths[Math.floor(lengths.length / 2)]!, most: lengths.at(-1)! }
        : null,
    formats: formatCounts(recordings),
    duplicates: duplicatesOf(inspected),
    leaks: findLeakage(
      inspected.map(({ recording, measures }) => ({ ...pick(recording), content: soundHash(measures) })),
    ),
    problems,
    warnings: inspected.flatMap(({ recording, measures }) =>
      measures.warnings.map((warning) => `${recording.uri}: ${warning}`),
    ),
    recordings,
  };
}

const pick = ({ uri, split, speaker, recording, group }: Recording) => ({
  uri,
  split,
  speaker,
  recording,
  group,
});

function duplicatesOf(inspected: readonly Inspected[]): string[][] {
  const byContent = new Map<string, string[]>();
  for (const { recording, measures } of inspected) {
    const content = soundHash(measures);
    if (content === undefined) continue;
    const same = byContent.get(content);
    if (same) same.push(recording.uri);
    else byContent.set(content, [recording.uri]);
  }
  return [...byContent.values()].filter((uris) => uris.length > 1);
}

function formatCounts(recordings: readonly InspectedRecording[]): FormatCount[] {
  const counts = new Map<string, FormatCount>();
  for (const { sampleRate, channels, seconds } of recordings) {
    const key = `${sampleRate} ${channels}`;
    const count = counts.get(key) ?? { sampleRate, channels, recordings: 0, seconds: 0 };
    counts.set(key, { ...count, recordings: count.recordings + 1, seconds: count.seconds + seconds });
  }
  return [...counts.values()].sort((a, b) => a.sampleRate - b.sampleRate || a.channels - b.channels);
}

import { basename, dirname } from 'node:path';
import { ManifestError, type Corpus, type CorpusOptions } from '@earmark/dataset/node';
import { openChosenCorpus, type CorpusChoice } from './corpus-options.ts';

/**
 * Opens one corpus, or several as one: the recordings of all, each for what its corpus says, and the labels of all. Of several, every
 * recording's name and group begin with the name of their corpus, as two corpora may have a `1.wav` or a speaker `anna`. One of several
 * may hold a single label, and may lack a column that the choice is by: all of it is then taken.
 *
 * @param paths manifests or folders
 * @param choice holds for each of them
 * @throws ManifestError as `openCorpus`, and where none of several has a column that the choice is by, or all have one label only
 * @example (await openChosenCorpora(['birds', 'rain/manifest.csv'], {})).recordings[0].uri // 'birds/1.wav'
 */
export async function openChosenCorpora(
  paths: readonly string[],
  choice: CorpusChoice,
  options: Pick<CorpusOptions, 'background' | 'allowOverlaps' | 'onProblem'> = {},
): Promise<Corpus> {
  const isPart = paths.length > 1;
  const corpora: Corpus[] = [];
  for (const path of paths) corpora.push(await openChosenCorpus(path, choice, { ...options, isPart }));
  const [only] = corpora;
  if (!isPart) return only!;
  const names = corpusNames(paths);
  const corpus = {
    layout: [...new Set(corpora.map(({ layout }) => layout))].join(', '),
    recordings: corpora.flatMap(({ recordings }, index) =>
      recordings.map((recording) => ({
        ...recording,
        uri: `${names[index]}/${recording.uri}`,
        group: `${names[index]}/${recording.group}`,
      })),
    ),
    labels: [...new Set(corpora.flatMap(({ labels }) => labels))].sort(),
  };
  assertWhole(paths, corpus, choice, options);
  return corpus;
}

/** What one of several corpora may lack, all together must have. */
function assertWhole(
  paths: readonly string[],
  { recordings, labels }: Corpus,
  { only = {} }: CorpusChoice,
  { onProblem }: Pick<CorpusOptions, 'onProblem'>,
): void {
  const source = paths.join(', ');
  const unknown = Object.keys(only).find((column) => recordings.every(({ columns }) => !(column in columns)));
  if (unknown !== undefined)
    throw new ManifestError(source, `no manifest has a column "${unknown}" to choose by`);
  if (recordings.length === 0 && !onProblem)
    throw new ManifestError(source, `no row has all that was asked for (${Object.keys(only).join(', ')})`);
  if (labels.length < 2 && !onProblem)
    throw new ManifestError(
      source,
      `the corpora have ${labels.length === 0 ? 'no labels' : `only the label "${labels[0]}"`}; expected two classes or more`,
    );
}

/** Paths that end so are those of manifests; a folder may be called `birds-1.0`. */
const MANIFEST = /\.(?:csv|tsv|json|jsonl|ndjson)$/i;

/** The name of each folder, with its place in the list where it is no name of its own. */
export function corpusNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(MANIFEST.test(path) ? dirname(path) : path));
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : `${name}-${index + 1}`,
  );
}

import { basename, dirname, extname } from 'node:path';
import type { Corpus, CorpusOptions } from '@earmark/dataset/node';
import { openChosenCorpus, type CorpusChoice } from './corpus-options.ts';

/**
 * Opens one corpus, or several as one: the recordings of all, each for what its corpus says, and the labels of all. Of several, every
 * recording's name and group begin with the name of their corpus, as two corpora may have a `1.wav` or a speaker `anna`.
 *
 * @param paths manifests or folders
 * @param choice holds for each of them
 * @example (await openChosenCorpora(['birds', 'rain/manifest.csv'], {})).recordings[0].uri // 'birds/1.wav'
 */
export async function openChosenCorpora(
  paths: readonly string[],
  choice: CorpusChoice,
  options: Pick<CorpusOptions, 'background' | 'allowOverlaps' | 'onProblem'> = {},
): Promise<Corpus> {
  const corpora: Corpus[] = [];
  for (const path of paths) corpora.push(await openChosenCorpus(path, choice, options));
  const [only] = corpora;
  if (corpora.length === 1) return only!;
  const names = corpusNames(paths);
  return {
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
}

/** The name of each folder, with its place in the list where it is no name of its own. */
export function corpusNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(extname(path) === '' ? path : dirname(path)));
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : `${name}-${index + 1}`,
  );
}

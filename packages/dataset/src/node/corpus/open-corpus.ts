import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../manifest.ts';
import { ManifestError } from '../manifest-error.ts';
import { avaSpeech } from './ava-speech.ts';
import type { Corpus } from './corpus.ts';
import { esc50 } from './esc-50.ts';
import { listFolder } from './folder-files.ts';
import { folderPerClass } from './folder-per-class.ts';
import { fsd50k } from './fsd50k.ts';
import { labelsBeside } from './labels-beside.ts';
import type { CorpusLayout } from './layout.ts';
import { librispeech } from './librispeech.ts';
import { musan } from './musan.ts';
import { type CorpusOptions, readCorpus } from './read-corpus.ts';
import { speechCommands } from './speech-commands.ts';
import { unlabelled } from './unlabelled.ts';
import { urbanSound8k } from './urbansound8k.ts';

/** In the order in which they are tried: the ones that can't be mistaken first. */
const LAYOUTS: readonly CorpusLayout[] = [
  esc50,
  urbanSound8k,
  fsd50k,
  speechCommands,
  avaSpeech,
  librispeech,
  musan,
  labelsBeside,
  folderPerClass,
  unlabelled,
];
const MANIFESTS = ['manifest.csv', 'manifest.jsonl'];

/** What `openCorpus` may be told about the layout. */
export const corpusLayouts: readonly string[] = LAYOUTS.map(({ name }) => name);

/**
 * Opens a corpus: a manifest (see `readManifest`), or a folder, whose layout is found by what lies in it: a manifest of its own
 * (`manifest.csv` or `manifest.jsonl`), a corpus that many use (ESC-50, UrbanSound8K, FSD50K, Speech Commands, AVA-Speech, LibriSpeech
 * with alignments, MUSAN), a label file beside each recording, a folder for each class, or recordings without labels. Every recording
 * is opened (only its header is read) and its labels are checked.
 *
 * @param options.layout one of `corpusLayouts`, where the folder would be taken for another.
 * @throws ManifestError as `readManifest`; for a path that isn't there, and a folder that holds no recordings; AnnotationError for
 *   a file with the labels of a whole corpus that doesn't parse.
 * @example
 * const mapping = { speech: ['CLEAN_SPEECH', 'SPEECH_WITH_MUSIC', 'SPEECH_WITH_NOISE'], noise: ['NO_SPEECH'] };
 * const { recordings } = await openCorpus('ava', { labels: mapping });
 */
export async function openCorpus(
  path: string,
  options: CorpusOptions & { readonly layout?: string | undefined } = {},
): Promise<Corpus> {
  const status = await stat(path).catch(() => undefined);
  if (!status)
    throw new ManifestError(path, 'there is no such file or folder; expected a manifest or a corpus');
  if (!status.isDirectory()) return readManifest(path, options);
  const files = await listFolder(path);
  const manifest = MANIFESTS.find((name) => files.has(name));
  if (manifest !== undefined && options.layout === undefined)
    return readManifest(join(path, manifest), options);
  const layout = chosenLayout(options.layout) ?? LAYOUTS.find((each) => each.recognises(files));
  if (!layout?.recognises(files)) {
    const expected = layout ? [layout] : LAYOUTS;
    const list = expected.map(({ name, expects }) => `\n  ${name}: ${expects}`).join('');
    throw new ManifestError(
      path,
      `found ${files.recordings.length} recordings in no known layout; expected${list}`,
    );
  }
  return readCorpus(path, layout.name, await layout.rows(files, options.labelFiles), options);
}

function chosenLayout(name: string | undefined): CorpusLayout | undefined {
  const layout = LAYOUTS.find((each) => each.name === name);
  if (name !== undefined && !layout)
    throw new RangeError(`the layout is "${name}"; expected one of ${corpusLayouts.join(', ')}`);
  return layout;
}

import type { Recording } from '@earmark/dataset/node';
import { openChosenCorpus, type CorpusChoice } from '../corpus-options.ts';
import { shownPath } from './shown-path.ts';

/** Recordings of one source, licence and kind. */
export interface SourceShare {
  readonly source: string;
  readonly licence: string;
  /** Such as `speech`, `noise` or `music`. */
  readonly kind: string;
  readonly recordings: number;
  readonly seconds: number;
}

/** Columns that a manifest must have. */
const COLUMNS = ['source', 'licence'] as const;

/**
 * What manifests say of where recordings come from, and under which licence.
 *
 * @param paths manifests, or folders with one
 * @param choice which of their rows; of recordings that are marked as not to be shipped (0 in a column `shippable`) there must be none
 * @returns one for each source, licence and kind, sorted by these
 * @throws Error naming the manifest that has no column `source` or `licence`, or the recording that does not say or must not be shipped
 * @example (await sourceShares(['data/demo/manifest.csv'], {}))[0].licence // 'CC0 1.0'
 */
export async function sourceShares(paths: readonly string[], choice: CorpusChoice): Promise<SourceShare[]> {
  const shares = new Map<string, SourceShare>();
  for (const path of paths) {
    const { recordings } = await openChosenCorpus(path, choice, {
      allowOverlaps: true,
      // Music alone is a source too; whatever else is wrong ends it.
      onProblem(problem) {
        throw problem;
      },
    });
    assertColumns(path, recordings);
    for (const recording of recordings) {
      const { source, licence, kind } = originOf(path, recording);
      const key = JSON.stringify([source, licence, kind]);
      const share = shares.get(key) ?? { source, licence, kind, recordings: 0, seconds: 0 };
      const seconds = share.seconds + recording.durationSeconds;
      shares.set(key, { ...share, recordings: share.recordings + 1, seconds });
    }
  }
  return [...shares.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, share]) => share);
}

function assertColumns(path: string, recordings: readonly Recording[]): void {
  const missing = COLUMNS.find((column) => !recordings.some(({ columns }) => column in columns));
  if (missing === undefined) return;
  const found = Object.keys(recordings[0]?.columns ?? {}).join(', ') || 'none';
  throw new Error(
    `${shownPath(path)} has no column "${missing}" (found: ${found}): a card says where recordings come from and under which licence; add it`,
  );
}

function originOf(
  path: string,
  { uri, kind, columns }: Recording,
): Pick<SourceShare, 'source' | 'licence' | 'kind'> {
  const { source = '', licence = '', shippable } = columns;
  const where = `${shownPath(path)}: ${uri}`;
  if (source === '' || licence === '')
    throw new Error(
      `${where} has no ${source === '' ? 'source' : 'licence'}: fill it in, or leave the row out with --only`,
    );
  if (shippable?.trim() === '0')
    throw new Error(`${where} is marked as not to be shipped: leave such rows out with --only shippable=1`);
  return { source, licence, kind };
}

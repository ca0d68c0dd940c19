import { ManifestError } from './manifest-error.ts';

/** What the columns of a manifest may be called; the first name wins over the others, of which one may be there. */
const NAMES = {
  path: [
    'path',
    'audio',
    'file',
    'filename',
    'file_name',
    'audio_path',
    'audio_file',
    'audio_filepath',
    'wav',
  ],
  label_path: ['label_path', 'labels_path', 'label_file', 'labels_file', 'annotation', 'annotation_path'],
  label: ['label', 'class', 'category'],
  kind: ['kind'],
  split: ['split', 'subset', 'partition'],
  fold: ['fold'],
  group: ['group', 'group_id'],
  speaker: ['speaker', 'speaker_id', 'client_id'],
  recording: ['recording', 'recording_id', 'source_recording'],
  weight: ['weight', 'sample_weight'],
} as const;

export type ManifestColumn = keyof typeof NAMES;

/**
 * Which of the columns found means what. Upper and lower case are the same.
 *
 * @throws ManifestError for a manifest without a column of paths, or with two names for one thing.
 * @example manifestColumns('m.csv', ['File', 'label']) // path: 'File', label: 'label'
 */
export function manifestColumns(manifest: string, found: readonly string[]): Map<ManifestColumn, string> {
  const columns = new Map<ManifestColumn, string>();
  for (const [column, names] of Object.entries(NAMES) as [ManifestColumn, readonly string[]][]) {
    const matching = found.filter((name) => names.includes(name.toLowerCase()));
    const exact = matching.find((name) => name === column);
    if (exact === undefined && matching.length > 1) {
      const problem = `the columns ${matching.map((name) => `"${name}"`).join(' and ')} both mean the ${column}`;
      throw new ManifestError(manifest, `${problem}; expected one. Call the right one "${column}"`, {
        line: 1,
      });
    }
    const name = exact ?? matching[0];
    if (name !== undefined) columns.set(column, name);
  }
  if (!columns.has('path')) {
    const names = found.length > 0 ? found.join(', ') : 'an empty file';
    throw new ManifestError(
      manifest,
      `there is no column "path"; found ${names}. Columns are separated by commas, semicolons or tabs; also taken: ${NAMES.path.slice(1).join(', ')}`,
      { line: 1 },
    );
  }
  return columns;
}

/** Whether a column of this name means something. */
export function isManifestColumn(name: string): boolean {
  return Object.values<readonly string[]>(NAMES).some((names) => names.includes(name.toLowerCase()));
}

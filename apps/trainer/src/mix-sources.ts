import { SceneError, splitByGroup, type SceneSource, type Split } from '@earmark/dataset';
import { DecodeError, sceneSource } from '@earmark/dataset/node';
import { splitFractions } from './drawn-splits.ts';
import { mixRecordings, type MixCorpora, type MixRecording } from './mix-recordings.ts';

/** The sources, and where their samples are. */
export interface MixSources {
  readonly sources: readonly SceneSource[];
  pathOf(uri: string): string;
}

/**
 * Finds the sources of scenes in corpora. Speech without labels of time is read, to find out where it sounds; recordings of other kinds,
 * speech in which none is found, and noise that is silent or in which somebody speaks are left out. Where the corpora don't say what each recording is for, a draw decides that parts no
 * group. What a source is called does not depend on where the corpora lie.
 *
 * @param report is told what was left out and why, and how many recordings were looked at
 * @throws Error where nothing can be used, or the corpora can't be opened
 */
export async function mixSources(
  corpora: MixCorpora,
  seed: number,
  report: { onWarning(warning: string): void; onProgress(done: number, total: number): void },
): Promise<MixSources> {
  const found = await mixRecordings(corpora, report.onWarning);
  const usable: (Omit<SceneSource, 'split'> & MixRecording)[] = [];
  for (const [index, { recording, ...origin }] of found.entries()) {
    report.onProgress(index, found.length);
    const { path, annotation, isWholeLabel } = recording;
    const labels = annotation.segments.length > 0 ? { annotation, isWholeLabel } : {};
    try {
      const source = await sceneSource({ ...origin, uri: path, path, ...labels }, report.onWarning);
      usable.push({ ...source, uri: origin.uri, recording });
    } catch (error) {
      if (!(error instanceof SceneError || error instanceof DecodeError)) throw error;
      report.onWarning(`left out ${error.message}`);
    }
  }
  if (usable.length === 0)
    throw new Error('there is nothing to mix: every recording was left out, see above');
  const splitOf = assignSplits(usable, seed);
  const paths = new Map(usable.map(({ uri, recording }) => [uri, recording.path]));
  return {
    sources: usable.map(({ recording: _, ...source }) => ({ ...source, split: splitOf(source.group) })),
    pathOf: (uri) => paths.get(uri)!,
  };
}

/**
 * A recording that its corpus does not split goes with its group's others; what is then left is drawn: first speech, then noise and
 * music, so that every split has some of both.
 */
function assignSplits(found: readonly MixRecording[], seed: number): (group: string) => Split {
  const splitOf = new Map<string, Split>();
  for (const { group, recording } of found) if (recording.split) splitOf.set(group, recording.split);
  for (const isSpeech of [true, false]) {
    const items = found
      .filter(({ kind }) => (kind === 'speech') === isSpeech)
      .map(({ uri, group, kind, recording: { durationSeconds } }) => ({
        uri,
        group,
        split: splitOf.get(group),
        amounts: { [kind]: durationSeconds },
      }));
    if (items.every(({ split }) => split)) continue;
    const drawn = splitByGroup(items, splitFractions, seed);
    for (const { uri, group } of items) splitOf.set(group, drawn.get(uri)!);
  }
  return (group) => splitOf.get(group)!;
}

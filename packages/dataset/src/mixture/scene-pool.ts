import type { Span } from '../span.ts';
import { findSharedGroup, type Split } from '../split.ts';
import { SceneError } from './scene-error.ts';

/** A recording that scenes are made from. */
export interface SceneSource {
  readonly uri: string;
  readonly kind: 'speech' | 'noise' | 'music';
  readonly split: Split;
  /** What it must not be parted from by a split: its speaker, or the recording it was cut from. */
  readonly group: string;
  readonly sampleRate: number;
  readonly durationSeconds: number;
  /** Where somebody speaks, by its labels or else by `speechActivity`: sorted and apart; nowhere in noise and music. */
  readonly speech: readonly Span[];
  /**
   * Where it is known whether somebody speaks: sorted and apart. Turns keep to it, and to one of the stretches at a time. Without it that
   * is known of the whole recording.
   */
  readonly labelled?: readonly Span[];
}

/** The sources of one split, in groups: each group is drawn as often as another, however many recordings it has. */
export interface ScenePool {
  readonly split: Split;
  readonly speech: SourceGroups;
  readonly noise: SourceGroups;
  readonly music: SourceGroups;
}
type SourceGroups = readonly (readonly SceneSource[])[];

/**
 * The sources of one split, checked. Their order has no influence on what is drawn.
 *
 * @param sources of any split; those of others are only checked
 * @throws SceneError for a uri that is there twice, a group in two splits, a source without length or sample rate, speech
 *   that lies outside of its recording or of what is labelled or is none, noise or music in which somebody speaks, a split without any source
 * @example createScenePool(sources, 'train').speech.length // speakers
 */
export function createScenePool(sources: readonly SceneSource[], split: Split): ScenePool {
  const uris = new Set<string>();
  for (const source of sources) {
    assertUsable(source);
    if (uris.has(source.uri)) throw new SceneError(source.uri, 'is there twice; expected every source once');
    uris.add(source.uri);
  }
  const shared = findSharedGroup(sources);
  if (shared) {
    const [a, b] = shared;
    const problem = `its group "${b.group}" is in ${b.split}, and with ${a.uri} in ${a.split}; expected a group in one split`;
    throw new SceneError(b.uri, problem);
  }
  const usable = sources.filter((source) => source.split === split);
  if (usable.length === 0) {
    throw new SceneError(
      split,
      `none of ${sources.length} sources is in this split; expected speech or noise`,
    );
  }
  const groupsOf = (kind: SceneSource['kind']) => grouped(usable.filter((source) => source.kind === kind));
  return { split, speech: groupsOf('speech'), noise: groupsOf('noise'), music: groupsOf('music') };
}

/** Throws SceneError for what `createScenePool` says of a single source. */
export function assertUsable(source: Omit<SceneSource, 'split'>): void {
  const { uri, kind, sampleRate, durationSeconds, speech, labelled } = source;
  if (!(Number.isInteger(sampleRate) && sampleRate > 0))
    throw new SceneError(uri, `its sample rate is ${sampleRate}; expected a whole number of Hz`);
  if (!(durationSeconds > 0 && durationSeconds < Infinity))
    throw new SceneError(uri, `it lasts ${durationSeconds} s; expected a recording that is not empty`);
  if (kind !== 'speech') {
    if (speech.length > 0)
      throw new SceneError(uri, `somebody speaks at ${speech[0]!.start} s; expected ${kind} without speech`);
    return;
  }
  if (speech.length === 0)
    throw new SceneError(uri, 'no speech was found in it; expected some. Label it, or leave it out');
  let reached = 0;
  for (const { start, end } of speech) {
    if (!(start >= reached && end > start && end <= durationSeconds + 0.001)) {
      const expectation = `expected spans that are sorted, apart and within its ${durationSeconds} s`;
      throw new SceneError(uri, `speech from ${start} to ${end} s; ${expectation}`);
    }
    if (labelled && !labelled.some((stretch) => stretch.start <= start && end <= stretch.end))
      throw new SceneError(uri, `speech from ${start} to ${end} s; expected it within one labelled stretch`);
    reached = end;
  }
}

function grouped(sources: readonly SceneSource[]): SceneSource[][] {
  const groups = new Map<string, SceneSource[]>();
  for (const source of sources.toSorted((a, b) => (a.uri < b.uri ? -1 : 1))) {
    const members = groups.get(source.group);
    if (members) members.push(source);
    else groups.set(source.group, [source]);
  }
  return [...groups.values()];
}

import type { Annotation } from '../annotation.ts';
import { bridgeGaps } from '../hysteresis-spans.ts';
import { meanPower } from '../mixture/level.ts';
import { SceneError } from '../mixture/scene-error.ts';
import { assertUsable, type SceneSource } from '../mixture/scene-pool.ts';
import type { Segment } from '../segment.ts';
import type { Span } from '../span.ts';
import { createSpeechActivity } from '../speech-activity.ts';
import { openRecording, type RecordingFile } from './open-recording.ts';

/** Segments with less than the last decimal of a label file between them touch. */
const TOUCHING_SECONDS = 1e-6;
/** Mean power, -100 dB re full scale: below it lies nothing but rounding noise. */
const SILENCE = 1e-10;

/** A recording that may become a source of scenes; a `Recording` of a corpus whose kind is one of three is one. */
export interface SourceRecording extends Pick<SceneSource, 'uri' | 'kind' | 'group'> {
  readonly path: string;
  /** Without labels, speech is found by its energy. */
  readonly annotation?: Annotation | undefined;
  /** Whether the label was given for all of it, pauses included: it then says nothing about where somebody speaks. */
  readonly isWholeLabel?: boolean;
}

/**
 * All that `createScenePool` needs to know of a recording but its split. Where somebody speaks is what its labels call `speech`, and
 * time without a label is unknown. A recording of speech without labels, or with one for all of it, is read once, piece by piece, by
 * `createSpeechActivity`; noise and music without labels are taken to be without speech.
 *
 * @param onWarning is told, with its path, what was odd about a file that could be read
 * @throws DecodeError as `openRecording`; SceneError for noise and music that is silent all the way, and for a recording that
 *   `createScenePool` refuses
 * @example await sceneSource({ uri: 'a.flac', path: '/data/a.flac', kind: 'speech', group: 'ann' })
 */
export async function sceneSource(
  { path, annotation, isWholeLabel = false, ...origin }: SourceRecording,
  onWarning?: (warning: string) => void,
): Promise<Omit<SceneSource, 'split'>> {
  const { uri, kind, group } = origin;
  const file = await openRecording(path);
  const { sampleRate, durationSeconds } = file;
  const segments = annotation?.segments ?? [];
  const isHeard = kind === 'speech' && (!annotation || isWholeLabel);
  const source = {
    ...{ uri, kind, group, sampleRate, durationSeconds },
    speech: isHeard ? await audibleSpeech(file) : joined(segments.filter(({ label }) => label === 'speech')),
    ...(kind === 'speech' && !isHeard && { labelled: joined(segments) }),
  };
  assertUsable(source);
  if (kind !== 'speech' && !(await hasSound(file)))
    throw new SceneError(uri, `it is silent all the way; expected ${kind}. Leave the recording out`);
  for (const warning of file.warnings) onWarning?.(`${path}: ${warning}`);
  return source;
}

/** Several may speak at once, or one right after the other: their segments make one span. */
function joined(segments: readonly Segment[]): Span[] {
  const spans = segments.map(({ start, end }) => [start, end] as const);
  return bridgeGaps(spans, TOUCHING_SECONDS).map(([start, end]) => ({ start, end }));
}

async function audibleSpeech(file: RecordingFile): Promise<Span[]> {
  const activity = createSpeechActivity(file.sampleRate);
  for await (const samples of file.chunks()) activity.push(samples);
  return activity.spans();
}

/** Reads no further than to the first sound. */
async function hasSound(file: RecordingFile): Promise<boolean> {
  for await (const samples of file.chunks()) if (meanPower(samples) > SILENCE) return true;
  return false;
}

import {
  addEvent,
  amplify,
  amplitude,
  convolve,
  meanPower,
  peakOf,
  roomResponse,
  snrDb,
  toUnitPower,
  type Position,
  type Random,
  type Room,
  type Span,
  type Split,
} from '@earmark/dataset';
import { activeSpans } from './activity.ts';
import { filter, tilt } from './filter.ts';
import { hold } from './noises/curves.ts';
import { multiply, sum, whiteNoise } from './noises/excitations.ts';
import type { Noise } from './noises/noise.ts';
import { sampleRate } from './sample-rate.ts';
import type { Voice } from './voices.ts';

/** Everything that is decided about a recording before a sample of it is computed. */
export interface Scene {
  readonly name: string;
  readonly split: Split;
  readonly durationSeconds: number;
  /** Who speaks; nobody in a recording of noise. */
  readonly voice: Voice | undefined;
  /** Silence before each utterance; there are at most as many utterances as pauses. */
  readonly pausesSeconds: readonly number[];
  readonly layers: readonly Layer[];
  /** Speech against noise as the function `snrDb` measures it; undefined where one of them is missing. */
  readonly snrDb: number | undefined;
  /** RMS level of the whole recording in dB re full scale. */
  readonly levelDb: number;
  /** RMS level of the microphone's hiss against the recording's, in dB; -Infinity for none. */
  readonly hissDb: number;
  readonly acoustics: Acoustics | undefined;
  /** The band that the microphone passes, in Hz. */
  readonly passband: readonly [low: number, high: number];
  /** How bright the microphone sounds, as the function `tilt` takes it. */
  readonly tiltDb: number;
}

/** One kind of noise within a scene. */
export interface Layer {
  readonly kind: string;
  /** Level against the scene's other layers, in dB. */
  readonly levelDb: number;
  /** How bright it sounds, as the function `tilt` takes it. */
  readonly tiltDb: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A room and where things stand in it. */
export interface Acoustics {
  readonly room: Room;
  readonly talker: Position;
  readonly noise: Position;
  readonly microphone: Position;
}

/** A rendered scene: at every sample the recording is `speech` plus `noise`. */
export interface Rendered {
  readonly speech: Float32Array;
  readonly noise: Float32Array;
  /** Where speech sounds, by `activeSpans` of the dry speech. */
  readonly spans: readonly Span[];
}

/** No peak goes beyond this: a recording that would is turned down as a whole. */
const highestPeak = 0.95;

/**
 * Computes a scene: places the utterances, measures where they sound, lets room and microphone act on speech and noise
 * alike, and sets the SNR and then the level.
 *
 * @param utterances dry speech of the scene's voice, in the order in which it is said
 * @param noises what each layer's kind names
 */
export function renderScene(
  scene: Scene,
  utterances: readonly Float32Array[],
  noises: Readonly<Record<string, Noise>>,
  random: Random,
): Rendered {
  const dry = placeUtterances(utterances, scene);
  const spans = activeSpans(dry);
  const speech = record(dry, scene, scene.acoustics?.talker);
  const unbalanced = record(layNoises(scene, noises, random), scene, scene.acoustics?.noise);
  const noise =
    scene.snrDb === undefined
      ? unbalanced
      : amplify(unbalanced, amplitude(snrDb(speech, unbalanced, spans, sampleRate) - scene.snrDb));

  const mixed = sum([1, speech], [1, noise]);
  const gain = Math.min(amplitude(scene.levelDb) / Math.sqrt(meanPower(mixed)), highestPeak / peakOf(mixed));
  const hiss = toUnitPower(whiteNoise(random, mixed.length));
  return {
    speech: amplify(speech, gain),
    noise: sum([gain, noise], [amplitude(scene.levelDb + scene.hissDb), hiss]),
    spans,
  };
}

/** The dry speech of a scene: one utterance after each pause, all at the same level; those that would end too late are skipped. */
function placeUtterances(
  utterances: readonly Float32Array[],
  { pausesSeconds, durationSeconds }: Scene,
): Float32Array {
  const dry = new Float32Array(Math.round(durationSeconds * sampleRate));
  let at = 0;
  for (const [k, pause] of pausesSeconds.entries()) {
    const utterance = utterances[k % utterances.length]!;
    const start = at + Math.round(pause * sampleRate);
    if (start + utterance.length > dry.length) continue;
    addEvent(dry, start, toUnitPower(utterance));
    at = start + utterance.length;
  }
  return dry;
}

/** The scene's layers, each at its level while it sounds and faded at its ends, added up. */
function layNoises(
  { layers, durationSeconds }: Scene,
  noises: Readonly<Record<string, Noise>>,
  random: Random,
): Float32Array {
  const track = new Float32Array(Math.round(durationSeconds * sampleRate));
  for (const { kind, levelDb, tiltDb, startSeconds, endSeconds } of layers) {
    const noise = noises[kind];
    if (!noise)
      throw new RangeError(`no noise is called "${kind}"; known here: ${Object.keys(noises).join(', ')}`);
    const fades = hold(endSeconds - startSeconds, 0.1);
    const sound = multiply(toUnitPower(tilt(noise(random, fades.length), tiltDb)), fades);
    addEvent(track, Math.round(startSeconds * sampleRate), sound, amplitude(levelDb));
  }
  return track;
}

/** What the microphone picks up of a dry sound from `position`. */
function record(
  dry: Float32Array,
  { acoustics, passband: [low, high], tiltDb }: Scene,
  position: Position | undefined,
): Float32Array {
  const inRoom =
    acoustics && position
      ? convolve(dry, roomResponse(acoustics.room, position, acoustics.microphone, sampleRate))
      : dry;
  return tilt(filter(filter(inRoom, 'high', low), 'low', high), tiltDb);
}

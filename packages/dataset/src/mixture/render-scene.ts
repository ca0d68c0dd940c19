import { type Audio, resample } from '@earmark/dsp';
import { type Annotation, createAnnotation } from '../annotation.ts';
import type { Span } from '../span.ts';
import { addEvent } from './add-event.ts';
import { bandLimits } from './band-limits.ts';
import { bandPass } from './band-pass.ts';
import { clip } from './clip.ts';
import { convolve } from './convolve.ts';
import { labelTrack } from './label-track.ts';
import { amplify, amplitude, meanPower, peakOf, toUnitPower } from './level.ts';
import { faded, repeat } from './repeat.ts';
import { type Position, roomResponse } from './room.ts';
import { SceneError } from './scene-error.ts';
import type { Piece, PlannedNoise, ScenePlan, Talker, Turn } from './scene-plan.ts';
import { snrDb, spokenPower } from './snr.ts';

/** Reads mono samples of a source, at the source's own sample rate; fewer where the recording ends before `toSeconds`. */
export type ReadPiece = (uri: string, fromSeconds: number, toSeconds: number) => Promise<Audio>;

/** A scene to learn from or to listen to. */
export interface RenderedScene {
  /** Within ±0.99. */
  readonly samples: Float32Array;
  readonly sampleRate: number;
  /** `speech` and `noise` without gaps: where the talkers' dry speech sounds, which its direct sound keeps to. */
  readonly annotation: Annotation;
  /** What `samples` are the sum of, but for what is clipped. */
  readonly speech: Float32Array;
  readonly noise: Float32Array;
}

const HIGHEST_PEAK = 0.99;
/** At the ends of a piece, so that it does not begin with a click. */
const FADE_SECONDS = 0.005;
/** Mean power of a piece, -100 dB re full scale: below it lies nothing but rounding noise. */
const SILENCE = 1e-10;
/** Power that a band limit must leave of speech or noise, which had about 1: less is clicks at their ends, and what the filter lets slip. */
const LEFT_IN_BAND = 1e-4;

/**
 * Computes a planned scene: talkers and noises are played at their speed, brought to their levels and heard through the room; the band
 * is limited; the SNR is set as the function `snrDb` then measures it; what is too loud is clipped; the level is set.
 *
 * Frame targets follow from the annotation by `frameTargets`. On every machine the labels are the same digit by digit, and the
 * samples to within 1e-6: Math.sin, Math.cos and powers may differ in their last bit, but nothing is decided by them.
 *
 * @param read where the sources' samples come from
 * @throws SceneError that names the source where it is silent, has samples that are not finite, is empty, or has another sample
 *   rate than the plan says; and the scene where its band limit leaves no speech or no noise; whatever `read` throws
 * @example
 * const { samples, annotation } = await renderScene(planScene(recipe, pool, seed), read);
 * frameTargets(annotation, grid, grid.frameCount(samples.length), ['noise', 'speech']);
 */
export async function renderScene(plan: ScenePlan, read: ReadPiece): Promise<RenderedScene> {
  const { sampleRate, durationSeconds, talkers } = plan;
  const silence = () => new Float32Array(Math.round(durationSeconds * sampleRate));

  const dryOrWet = { speech: silence(), noise: silence() };
  for (const talker of talkers)
    addEvent(dryOrWet.speech, 0, inRoom(await speak(talker, silence(), plan, read), talker.position, plan));
  for (const noise of plan.noises)
    addEvent(
      dryOrWet.noise,
      0,
      inRoom(await sound(noise, silence().length, plan, read), noise.position, plan),
    );
  const spans = talkers
    .flatMap(({ turns }) => turns.flatMap((turn) => turn.speech))
    .sort((a, b) => a.start - b.start);

  const speech = inBand(dryOrWet.speech, 'speech', talkers.length > 0, plan);
  const noise = inBand(dryOrWet.noise, 'noise', plan.noises.length > 0, plan);
  const noiseGain = plan.snrDb === null ? 1 : amplitude(snrDb(speech, noise, spans, sampleRate) - plan.snrDb);
  const mixed = speech.slice();
  addEvent(mixed, 0, noise, noiseGain);
  const clipped = clip(mixed, plan.clippedShare);
  const gain = Math.min(
    amplitude(plan.levelDb) / Math.sqrt(meanPower(clipped)),
    HIGHEST_PEAK / peakOf(clipped),
  );
  return {
    samples: amplify(clipped, gain),
    sampleRate,
    annotation: createAnnotation({
      uri: plan.name,
      kind: 'reference',
      segments: labelTrack(spans, durationSeconds),
    }),
    speech: amplify(speech, gain),
    noise: amplify(noise, noiseGain * gain),
  };
}

/** All that a talker says, dry; while it sounds each turn has a power of 1, but for its own level. */
async function speak(
  { turns }: Talker,
  track: Float32Array,
  { sampleRate }: ScenePlan,
  read: ReadPiece,
): Promise<Float32Array> {
  for (const turn of turns) {
    const dry = faded(await play(turn, sampleRate, read), Math.round(FADE_SECONDS * sampleRate));
    const power = spokenPower(dry, withinPiece(turn, dry.length / sampleRate), sampleRate);
    if (!(power > SILENCE)) throw silent(turn, 'where it is said to have speech');
    addEvent(
      track,
      Math.round(turn.startSeconds * sampleRate),
      dry,
      amplitude(turn.levelDb) / Math.sqrt(power),
    );
  }
  return track;
}

/** A turn's speech in seconds of its piece, as far as that could be read. */
function withinPiece({ speech, startSeconds }: Turn, endSeconds: number): Span[] {
  return speech
    .map(({ start, end }) => ({
      start: start - startSeconds,
      end: Math.min(endSeconds, end - startSeconds),
    }))
    .filter(({ start, end }) => end > start);
}

/** A noise through the whole scene, dry, with a power of 1 but for its own level. */
async function sound(
  noise: PlannedNoise,
  length: number,
  { sampleRate }: ScenePlan,
  read: ReadPiece,
): Promise<Float32Array> {
  const piece = await play(noise, sampleRate, read);
  const skipped = Math.min(Math.round(noise.skippedSeconds * sampleRate), piece.length - 1);
  const track = repeat(piece, length, skipped, Math.round(FADE_SECONDS * sampleRate));
  if (!(meanPower(track) > SILENCE)) throw silent(noise, 'all the way');
  return amplify(toUnitPower(track), amplitude(noise.levelDb));
}

/** A piece at its speed and the scene's sample rate. */
async function play(piece: Piece, sampleRate: number, read: ReadPiece): Promise<Float32Array> {
  const { uri, fromSeconds, toSeconds, sourceRate, playedRate } = piece;
  const audio = await read(uri, fromSeconds, toSeconds);
  if (audio.sampleRate !== sourceRate) {
    const expectation = `expected ${sourceRate} Hz, as when the scene was planned`;
    throw new SceneError(uri, `it has ${audio.sampleRate} Hz; ${expectation}`);
  }
  if (audio.samples.length === 0)
    throw new SceneError(uri, `nothing is there from ${fromSeconds} to ${toSeconds} s; expected samples`);
  const bad = audio.samples.findIndex((sample) => !Number.isFinite(sample));
  if (bad >= 0) {
    const at = (fromSeconds + bad / sourceRate).toFixed(3);
    throw new SceneError(uri, `the sample at ${at} s is ${audio.samples[bad]}; expected finite numbers`);
  }
  return resample({ samples: audio.samples, sampleRate: playedRate }, sampleRate).samples;
}

function silent({ uri, fromSeconds, toSeconds }: Piece, where: string): SceneError {
  const stretch = `from ${fromSeconds.toFixed(3)} to ${toSeconds.toFixed(3)} s`;
  return new SceneError(uri, `it is silent ${stretch}, ${where}; expected a sound. Leave the recording out`);
}

function inRoom(
  dry: Float32Array,
  position: Position | null,
  { room, microphone, sampleRate }: ScenePlan,
): Float32Array {
  return room && microphone && position
    ? convolve(dry, roomResponse(room, position, microphone, sampleRate))
    : dry;
}

function inBand(
  samples: Float32Array,
  what: string,
  isExpected: boolean,
  { name, bandLimit, sampleRate }: ScenePlan,
): Float32Array {
  const limited = bandLimit ? bandPass(samples, bandLimits[bandLimit], sampleRate) : samples;
  if (isExpected && !(meanPower(limited) > LEFT_IN_BAND))
    throw new SceneError(
      name,
      `its band limit ${bandLimit} leaves nothing of the ${what}; expected some. Leave it out`,
    );
  return limited;
}

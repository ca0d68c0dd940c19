import type { Span } from '../span.ts';
import type { Split } from '../split.ts';
import type { BandLimitName } from './band-limits.ts';
import type { Position, Room } from './room.ts';

/** Everything that is decided about a scene before a sample of it is computed: plain JSON. */
export interface ScenePlan {
  /** Its split and seeds: `train-1-0`. */
  readonly name: string;
  readonly split: Split;
  /** In Hz. */
  readonly sampleRate: number;
  readonly durationSeconds: number;
  readonly talkers: readonly Talker[];
  readonly noises: readonly PlannedNoise[];
  /** Speech against noise as the function `snrDb` measures it; null where one of them is missing. */
  readonly snrDb: number | null;
  /** RMS level of the scene in dB re full scale. */
  readonly levelDb: number;
  readonly room: Room | null;
  /** Where the microphone stands in the room; null without one. */
  readonly microphone: Position | null;
  readonly bandLimit: BandLimitName | null;
  /** Share of the samples that are cut off; 0 for no clipping. */
  readonly clippedShare: number;
}

/** Somebody who speaks in a scene. */
export interface Talker {
  /** The group of the sources. */
  readonly group: string;
  readonly position: Position | null;
  readonly turns: readonly Turn[];
}

/** A piece of a recording of speech, and where it sounds. */
export interface Turn extends Piece {
  /** Of the piece's beginning, in the scene. */
  readonly startSeconds: number;
  readonly levelDb: number;
  /** Where speech sounds, in seconds of the scene. */
  readonly speech: readonly Span[];
}

/** A piece of a recording of noise or music, repeated until the scene ends. */
export interface PlannedNoise extends Piece {
  /** How far into the piece the scene begins, in seconds of the scene. */
  readonly skippedSeconds: number;
  /** Against the other noises. */
  readonly levelDb: number;
  readonly position: Position | null;
}

/** A piece of a recording, in seconds of that recording. */
export interface Piece {
  readonly uri: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Of the recording, in Hz. */
  readonly sourceRate: number;
  /** The sample rate at which it is played, in Hz: `playedRate / sourceRate` is its speed. */
  readonly playedRate: number;
}

import {
  concatenate,
  createPeakStream,
  createSpectrogramStream,
  spectrogramLevels,
  type FeatureSpec,
  type LevelScale,
  type PeakColumns,
} from '@earmark/dsp';
import type { OpenSound } from './open-sound.ts';

/** What a waveform and a spectrogram are drawn from: the next stretch of a recording. */
export interface SurveyPiece {
  readonly peaks: PeakColumns;
  /** Row-major `[frames][rows]`. */
  readonly levels: Uint8Array;
  /** How much of the recording has been decoded. */
  readonly doneSeconds: number;
}

/** What is known of a recording that was decoded to its end. */
export interface Surveyed {
  readonly durationSeconds: number;
}

/** How a recording is looked at. */
export interface SurveyOptions {
  readonly features: FeatureSpec;
  readonly scale: LevelScale;
  readonly onPiece: (piece: SurveyPiece) => void;
  readonly signal: AbortSignal;
  /** A piece is handed over after so much work, and other requests are heard. */
  readonly workMilliseconds?: number;
}

/** Samples that a base entry of the waveform stands for. */
export const SAMPLES_PER_PEAK = 256;

/**
 * Decodes a recording once, from its beginning to its end, for its peaks and its spectrogram.
 *
 * @returns the exact length
 * @throws the signal's reason where it is aborted; Error in plain words where the recording can't be decoded
 */
export async function surveySound(
  sound: OpenSound,
  { features, scale, onPiece, signal, workMilliseconds = 50 }: SurveyOptions,
): Promise<Surveyed> {
  const { sampleRate } = sound.info;
  const peakStream = createPeakStream(SAMPLES_PER_PEAK);
  const spectrogram = await createSpectrogramStream(features, sampleRate);
  let samples = 0;
  let rested = -Infinity;
  let peaks: PeakColumns[] = [];
  let levels: Uint8Array[] = [];

  const addFrames = (values: Float32Array) => levels.push(spectrogramLevels(values, features.bands, scale));
  const handOver = () => {
    onPiece({ peaks: joinPeaks(peaks), levels: joinLevels(levels), doneSeconds: samples / sampleRate });
    [peaks, levels] = [[], []];
  };

  for await (const piece of sound.pieces()) {
    signal.throwIfAborted();
    peaks.push(peakStream.push(piece));
    addFrames(spectrogram.push(piece));
    samples += piece.length;
    if (performance.now() - rested < workMilliseconds) continue;
    handOver();
    await new Promise((resolve) => setTimeout(resolve));
    rested = performance.now();
  }
  signal.throwIfAborted();
  peaks.push(peakStream.flush());
  addFrames(spectrogram.flush());
  handOver();
  return { durationSeconds: samples / sampleRate };
}

function joinPeaks(peaks: readonly PeakColumns[]): PeakColumns {
  return {
    least: concatenate(peaks.map(({ least }) => least)),
    most: concatenate(peaks.map(({ most }) => most)),
  };
}

function joinLevels(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

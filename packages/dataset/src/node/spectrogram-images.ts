import { basename, extname, join } from 'node:path';
import { type ColourMap, concatenate, type FeatureSpec, FrameGrid, specHash } from '@earmark/dsp';
import { parseWindowSpec, type WindowSpec } from '../windows.ts';
import { featureFrames } from './feature-frames.ts';
import { openRecording } from './open-recording.ts';
import { encodePicture } from './spectrogram-tile.ts';
import { writeAtomically } from './write-atomically.ts';

export interface SpectrogramImageOptions {
  readonly features: FeatureSpec;
  /** How the tiles are cut. */
  readonly windows: WindowSpec;
  readonly outDir: string;
  readonly colourMap: ColourMap;
}

/** How far `writeSpectrogramImages` has come. */
export interface SpectrogramImageProgress {
  readonly doneSeconds: number;
  readonly durationSeconds: number;
}

/** The files that were written. */
export interface SpectrogramImages {
  readonly complete: string;
  readonly tiles: readonly string[];
  /** What was odd about the recording but could be read over. */
  readonly warnings: readonly string[];
}

/** Many programs fail on much wider pictures. */
const MAX_WIDTH = 16_384;

/**
 * Writes a recording's spectrogram as PNG: the complete one as `NAME_SPECHASH.png`, and every window as
 * `NAME_SPECHASH_STARTFRAME.png` with the start frame in 8 digits. A tail shorter than a window has no tile. The
 * recording is streamed; every file is written beside and renamed.
 *
 * A recording longer than 16,384 frames has a complete picture with 2, 4, 8 … frames to a column, of each band the
 * loudest. tEXt chunks say what a picture shows: `earmark:specHash`, `earmark:features` (JSON), `earmark:startFrame`,
 * `earmark:startSeconds` and `earmark:framesPerColumn`. For what a pixel means see `encodePicture`.
 *
 * @param onProgress is called after each second or so of the recording.
 * @throws DecodeError as `openRecording`; RangeError for a recording shorter than one frame, or a bad spec.
 */
export async function writeSpectrogramImages(
  recordingPath: string,
  { features, windows, outDir, colourMap }: SpectrogramImageOptions,
  onProgress?: (progress: SpectrogramImageProgress) => void,
): Promise<SpectrogramImages> {
  const recording = await openRecording(recordingPath);
  const { durationSeconds, warnings } = recording;
  const { hopSeconds } = new FrameGrid(features);
  const stem = join(outDir, `${basename(recordingPath, extname(recordingPath))}_${specHash(features)}`);
  const columns = createColumns(features.bands);
  const windowCutter = createWindowCutter(features.bands, windows);
  const tiles: string[] = [];
  let frames = 0;
  for await (const values of featureFrames(recording, features)) {
    columns.add(values);
    for (const { startFrame, window } of windowCutter.add(values)) {
      const tile = `${stem}_${String(startFrame).padStart(8, '0')}.png`;
      await writeAtomically(
        tile,
        encodePicture(window, features, colourMap, { startFrame, framesPerColumn: 1 }),
      );
      tiles.push(tile);
    }
    frames += values.length / features.bands;
    onProgress?.({ doneSeconds: Math.min(frames * hopSeconds, durationSeconds), durationSeconds });
  }
  const complete = `${stem}.png`;
  const { values, framesPerColumn } = columns.result();
  await writeAtomically(
    complete,
    encodePicture(values, features, colourMap, { startFrame: 0, framesPerColumn }),
  );
  return { complete, tiles, warnings };
}

/** Gives every window as soon as its last frame is there. */
function createWindowCutter(bands: number, spec: WindowSpec) {
  const windows = parseWindowSpec(spec);
  let held = new Float32Array();
  let heldFrom = 0;
  let startFrame = 0;
  return {
    *add(values: Float32Array): Generator<{ startFrame: number; window: Float32Array }> {
      const joined = concatenate([held, values]);
      const heldTo = heldFrom + joined.length / bands;
      for (; startFrame + windows.frames <= heldTo; startFrame += windows.hop) {
        const from = (startFrame - heldFrom) * bands;
        yield { startFrame, window: joined.subarray(from, from + windows.frames * bands) };
      }
      const passed = Math.min(startFrame, heldTo) - heldFrom;
      held = joined.slice(passed * bands);
      heldFrom += passed;
    },
  };
}

/** The columns of the complete picture. When it is full, neighbours merge and each column stands for twice as many frames. */
function createColumns(bands: number) {
  const columns = new Float32Array(MAX_WIDTH * bands).fill(-Infinity);
  let framesPerColumn = 1;
  let frames = 0;
  const halve = () => {
    for (let column = 0; column < MAX_WIDTH / 2; column += 1) {
      for (let band = 0; band < bands; band += 1) {
        const left = columns[2 * column * bands + band] as number;
        const right = columns[(2 * column + 1) * bands + band] as number;
        columns[column * bands + band] = Math.max(left, right);
      }
    }
    columns.fill(-Infinity, (MAX_WIDTH / 2) * bands);
    framesPerColumn *= 2;
  };
  return {
    add(values: Float32Array): void {
      for (let offset = 0; offset < values.length; offset += bands, frames += 1) {
        if (frames === MAX_WIDTH * framesPerColumn) halve();
        const column = Math.floor(frames / framesPerColumn) * bands;
        for (let band = 0; band < bands; band += 1) {
          columns[column + band] = Math.max(
            columns[column + band] as number,
            values[offset + band] as number,
          );
        }
      }
    },
    result() {
      return { values: columns.subarray(0, Math.ceil(frames / framesPerColumn) * bands), framesPerColumn };
    },
  };
}

import { basename, extname, join } from 'node:path';
import { type ColourMap, concatenate, createFramePool, type FeatureSpec, specHash } from '@earmark/dsp';
import type { FigureSpectrogram } from '../figure/spectrogram-panel.ts';
import { parseWindowSpec, type WindowSpec } from '../windows.ts';
import { featureFrames } from './feature-frames.ts';
import type { RecordingFile } from './open-recording.ts';
import { OVERVIEW_COLUMNS } from './spectrogram-overview.ts';
import { encodePicture } from './spectrogram-tile.ts';
import { writeAtomically } from './write-atomically.ts';

export interface SpectrogramImageOptions {
  readonly features: FeatureSpec;
  /** How the tiles are cut; no tiles unless given. */
  readonly windows?: WindowSpec | undefined;
  readonly outDir: string;
  readonly colourMap: ColourMap;
  /** Bits of a pixel, 8 unless given; pictures of 16 bits are grey. */
  readonly depth?: 8 | 16;
}

/** The files that were written. */
export interface SpectrogramImages {
  readonly complete: string;
  readonly tiles: readonly string[];
  /** What the complete picture shows, for a figure. */
  readonly overview: FigureSpectrogram;
}

/**
 * Writes a recording's spectrogram as PNG: the complete one as `NAME_SPECHASH.png`, and every window as
 * `NAME_SPECHASH_STARTFRAME.png` with the start frame in 8 digits. A tail shorter than a window has no tile. The
 * recording is streamed; every file is written beside and renamed.
 *
 * A recording longer than 16,384 frames has a complete picture with 2, 4, 8 … frames to a column, of each band the
 * loudest. tEXt chunks say what a picture shows: `earmark:specHash`, `earmark:features` (JSON), `earmark:startFrame`,
 * `earmark:startSeconds` and `earmark:framesPerColumn`. For what a pixel means see `encodePicture`.
 *
 * @param onProgress hears after each second or so how many seconds have been read.
 * @throws as `recordingFrames`; RangeError for a bad spec.
 */
export async function writeSpectrogramImages(
  recording: RecordingFile,
  { features, windows, outDir, colourMap, depth = 8 }: SpectrogramImageOptions,
  onProgress?: (seconds: number) => void,
): Promise<SpectrogramImages> {
  const { path } = recording;
  const { bands } = features;
  const format = { colourMap, depth };
  const stem = join(outDir, `${basename(path, extname(path))}_${specHash(features)}`);
  const pool = createFramePool(bands, OVERVIEW_COLUMNS);
  const windowCutter = windows && createWindowCutter(bands, windows);
  const tiles: string[] = [];
  for await (const values of featureFrames(recording, features, onProgress)) {
    pool.add(values);
    for (const { startFrame, window } of windowCutter?.add(values) ?? []) {
      const tile = `${stem}_${String(startFrame).padStart(8, '0')}.png`;
      await writeAtomically(
        tile,
        encodePicture(window, features, format, { startFrame, framesPerColumn: 1 }),
      );
      tiles.push(tile);
    }
  }
  const complete = `${stem}.png`;
  const { values, framesPerColumn } = pool.result();
  const place = { startFrame: 0, framesPerColumn };
  await writeAtomically(complete, encodePicture(values, features, format, place));
  return { complete, tiles, overview: { values, frames: values.length / bands, bands, features, ...place } };
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

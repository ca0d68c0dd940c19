import { renderSpectrogram, type Pixels } from './render.ts';
import type { Spectrogram } from './spectrogram.ts';

/** How far below the loudest value black lies: as much as eye and screen tell apart. */
const rangeDb = 80;

/**
 * A whole spectrogram as people look at it: in magma, from 80 dB below its loudest value (black) to that value (bright). A
 * recording that stays within 80 dB of `floorDb` is not brightened up: silence is black.
 *
 * @param spectrogram at least one frame
 * @param maxColumns the picture is no wider, in pixels; a column that stands for several frames shows of each band the loudest, so
 *   that a click in an hour stays visible
 * @example spectrogramPicture(await spectrogram(audio, defaultFeatures), 4096).height // 64
 */
export function spectrogramPicture(spectrogram: Spectrogram, maxColumns: number): Pixels {
  const { bands, features } = spectrogram;
  const values = poolFrames(spectrogram, maxColumns);
  const maxDb = values.reduce((max, value) => Math.max(max, value), features.floorDb + rangeDb);
  return renderSpectrogram(
    { values, frames: values.length / bands, bands },
    { colourMap: 'magma', minDb: maxDb - rangeDb, maxDb },
  );
}

/** Band by band the maximum of neighbouring frames, row-major; the very same values where they already fit. */
function poolFrames({ values, frames, bands }: Spectrogram, maxColumns: number): Float32Array {
  if (frames <= maxColumns) return values;
  const pooled = new Float32Array(maxColumns * bands).fill(-Infinity);
  for (let frame = 0; frame < frames; frame++) {
    const column = Math.floor((frame * maxColumns) / frames);
    for (let band = 0; band < bands; band++) {
      const at = column * bands + band;
      pooled[at] = Math.max(pooled[at]!, values[frame * bands + band]!);
    }
  }
  return pooled;
}

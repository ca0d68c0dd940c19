import { renderSpectrogram, type Pixels, type Spectrogram } from '@earmark/dsp';

/** Wider than any screen shows at once, and well within what every canvas holds. */
const MAX_COLUMNS = 4096;
/** The quietest that is told from black, below the loudest: as much as eye and screen tell apart. */
const RANGE_DB = 80;

/**
 * A spectrogram as the page shows it: at most 4096 columns, each the maximum of the frames it stands for, so that a click in an
 * hour stays visible; from 80 dB below the loudest value (black) to the loudest (bright).
 *
 * @param spectrogram in dB, at least one frame
 * @example pictureOf(spectrogram).height === spectrogram.bands
 */
export function pictureOf({
  values,
  frames,
  bands,
}: Pick<Spectrogram, 'values' | 'frames' | 'bands'>): Pixels {
  const columns = poolFrames(values, frames, bands, MAX_COLUMNS);
  const maxDb = columns.reduce((max, value) => Math.max(max, value), -Infinity);
  return renderSpectrogram(
    { values: columns, frames: columns.length / bands, bands },
    { colourMap: 'magma', minDb: maxDb - RANGE_DB, maxDb },
  );
}

/** Band by band the maximum of neighbouring frames, row-major; the very same values where they already fit. */
function poolFrames(values: Float32Array, frames: number, bands: number, maxColumns: number): Float32Array {
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

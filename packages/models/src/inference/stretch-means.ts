import type { EmbeddedRecording } from './embedded-recording.ts';

/** The mean embedding of every stretch of a recording. */
export interface StretchMeans {
  /** Row-major `[stretches][units]`. */
  readonly values: Float32Array;
  readonly units: number;
  /** Frames of a stretch: stretch n begins at frame n × `stretchFrames`. */
  readonly stretchFrames: number;
}

/** Takes the embeddings of one recording, piece by piece, and gives the means of its stretches. */
export interface StretchMeansFit {
  /** Row-major `[windows][units]`. */
  add(rows: Float32Array): void;
  /** What has come so far; of the last stretch at least half must have come. */
  result(): StretchMeans;
}

/**
 * Averages embeddings over stretches of equal length: little memory for hours, and what a person can hear in one go.
 *
 * @param stretchFrames about as many frames; a stretch holds whole windows
 * @example const fit = createStretchMeans({ units: 64, hop: 4 }, 150); // stretches of 152 frames
 */
export function createStretchMeans(
  { units, hop }: Pick<EmbeddedRecording, 'units' | 'hop'>,
  stretchFrames: number,
): StretchMeansFit {
  const perStretch = Math.max(1, Math.round(stretchFrames / hop));
  const means: Float32Array[] = [];
  let sums = new Float64Array(units);
  let windows = 0;
  const mean = () => Float32Array.from(sums, (sum) => sum / windows);
  return {
    add(rows) {
      for (let at = 0; at < rows.length; at += units) {
        for (let unit = 0; unit < units; unit++) sums[unit]! += rows[at + unit]!;
        windows++;
        if (windows < perStretch) continue;
        means.push(mean());
        [sums, windows] = [new Float64Array(units), 0];
      }
    },
    result() {
      const all = windows >= perStretch / 2 ? [...means, mean()] : means;
      const values = new Float32Array(all.length * units);
      all.forEach((each, stretch) => values.set(each, stretch * units));
      return { values, units, stretchFrames: perStretch * hop };
    },
  };
}

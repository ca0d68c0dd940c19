import { bandCentres, valueUnit } from '@earmark/dsp';
import type { Posteriors } from '@earmark/models';
import { certaintyInPercent } from '../playback/certainty.ts';
import { formatTime } from './time-axis.ts';
import type { TimelineOverview } from './timeline-data.ts';

/** A place on the timeline. */
export interface ReadoutPlace {
  readonly seconds: number;
  /** On the spectrogram: from 0 at its bottom to 1 at its top. */
  readonly height?: number | undefined;
}

/**
 * What is at a place, in words: the time, on the spectrogram the frequency of the band and its value, and the likeliest label.
 *
 * @returns parts for one line; what isn't computed yet is left out
 * @example readoutAt({ seconds: 83.5, height: 0.4 }, overview, track) // ['1:23.500', '1250 Hz', '-43 dB', 'speech 97 %']
 */
export function readoutAt(
  { seconds, height }: ReadoutPlace,
  overview: TimelineOverview | undefined,
  track: Posteriors | undefined,
): string[] {
  const parts = [formatTime(seconds, 3)];
  if (overview && height !== undefined) parts.push(...bandAt(seconds, height, overview));
  if (track) {
    const { values, frames, labels, grid } = track;
    const frame = grid.frameAt(seconds);
    const row = values.subarray(frame * labels.length, (frame + 1) * labels.length);
    if (frame >= 0 && frame < frames) {
      const best = row.reduce((likeliest, value, label) => (value > row[likeliest]! ? label : likeliest), 0);
      parts.push(`${labels[best]} ${certaintyInPercent(row[best]!)}`);
    }
  }
  return parts;
}

function bandAt(
  seconds: number,
  height: number,
  { features, grid, scale, levels }: TimelineOverview,
): string[] {
  const row = Math.max(0, Math.min(scale.rows - 1, Math.floor(height * scale.rows)));
  const band = Math.floor(((row + 0.5) * features.bands) / scale.rows);
  const hertz = `${Math.round(bandCentres(features)[band]!)} Hz`;
  const frame = grid.frameAt(seconds);
  if (frame < 0 || frame >= levels.frames) return [hertz];
  const value = scale.least + (levels.at(frame, row) / 255) * (scale.most - scale.least);
  const unit = valueUnit(features);
  const shown = unit === 'dB' ? Math.round(value).toString() : value.toPrecision(2);
  return [hertz, `${shown.replace('-', '−')} ${unit}`.trim()];
}

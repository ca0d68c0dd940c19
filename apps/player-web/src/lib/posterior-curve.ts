import type { Posteriors } from '@earmark/models';

/**
 * The posterior of one label over the whole recording as an SVG path: x in seconds, y from 0 (certain) to 1 (posterior 0).
 * Where there are more frames than columns, each column is a vertical stroke from its lowest to its highest posterior, so that no
 * moment is lost.
 *
 * @param track all posteriors
 * @param label one of `track.labels`
 * @param maxColumns as many as the screen can tell apart
 * @returns the `d` of a path
 * @throws RangeError where the track does not have the label
 * @example posteriorCurve(track, 'speech', 1000) // 'M0.0125 0.03L0.0225 0.04…'
 */
export function posteriorCurve(track: Posteriors, label: string, maxColumns: number): string {
  const { values, frames, labels, grid } = track;
  const column = labels.indexOf(label);
  if (column < 0)
    throw new RangeError(`there is no label ${JSON.stringify(label)} among ${labels.join(', ')}`);
  const framesPerColumn = Math.max(1, Math.ceil(frames / maxColumns));
  const points: string[] = [];
  for (let from = 0; from < frames; from += framesPerColumn) {
    const to = Math.min(frames, from + framesPerColumn);
    let [low, high] = [1, 0];
    for (let frame = from; frame < to; frame++) {
      const posterior = values[frame * labels.length + column]!;
      low = Math.min(low, posterior);
      high = Math.max(high, posterior);
    }
    const x = round(grid.centreSeconds((from + to - 1) / 2));
    points.push(`${x} ${round(1 - low)}`);
    if (high !== low) points.push(`${x} ${round(1 - high)}`);
  }
  return points.length > 0 ? `M${points.join('L')}` : '';
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

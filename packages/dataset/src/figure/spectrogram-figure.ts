import { type ColourMap, type FeatureSpec, pictureRange, valueUnit } from '@earmark/dsp';
import { drawLabelTrack, type LabelTrack, nameSize } from './label-panel.ts';
import { drawPosteriors, type FigurePosteriors } from './posterior-panel.ts';
import { colourBarWidth, drawSpectrogram, type FigureSpectrogram, hertzText } from './spectrogram-panel.ts';
import { type FigureColours, fontFamily, printColours, shortened, textWidth } from './style.ts';
import { decimals, element, svgText } from './svg.ts';
import { createTimeAxis, drawTimeAxis, timeAxisHeight } from './time-axis.ts';

/** What a figure shows. */
export interface SpectrogramFigure {
  readonly title: string;
  readonly spectrogram: FigureSpectrogram;
  /** Where the time axis begins; 0 unless given. */
  readonly fromSeconds?: number;
  /** Where it ends, such as the recording's length. */
  readonly toSeconds: number;
  /** Label tracks beneath, from above. */
  readonly tracks?: readonly LabelTrack[];
  readonly posteriors?: FigurePosteriors;
  /** All labels in the order of their rows and colours, the first one green; sorted unless given. */
  readonly labels?: readonly string[];
  /** Magma unless given. */
  readonly colourMap?: ColourMap;
  /** The value of the first colour; unless given, as `pictureRange` has it. */
  readonly least?: number;
  /** The value of the last colour; unless given, the greatest one there is. */
  readonly most?: number;
  /** What the time axis counts; `time` unless given. */
  readonly timeLabel?: string;
  /** What the values are, beside the colour bar; unless given, as the features have it. */
  readonly valueLabel?: string;
  /** Of the plot, in pixels without the axes; 960 unless given. */
  readonly width?: number;
  /** Of the spectrogram, in pixels; 320 unless given. */
  readonly height?: number;
  /** Makes everything larger, and the spectrogram finer; 1 unless given. */
  readonly scale?: number;
  readonly colours?: FigureColours;
}

const titleHeight = 30;
const gap = 10;
const [leastNameRoom, mostNameRoom] = [66, 200];

/**
 * Draws a spectrogram with axes in seconds and Hz, a colour bar, and beneath it label tracks and posteriors on the same time axis.
 * Five seconds and five hours are drawn alike: what is finer than a pixel is pooled by maximum, posteriors by minimum and maximum.
 *
 * @returns the text of an SVG document, which holds all it needs; `figurePng` of @earmark/dataset/node makes a PNG of it
 * @throws RangeError where there is no frame, or the axis does not end after it begins
 * @example
 * const svg = spectrogramFigure({ title: 'dawn.wav', spectrogram: await spectrogram(audio, defaultFeatures), toSeconds: 5 });
 * @example
 * // The difference of two recordings, from 0 dB up.
 * spectrogramFigure({ title: 'A against B', spectrogram: difference, toSeconds: 5, least: 0, valueLabel: '|A − B| (dB)' });
 */
export function spectrogramFigure(figure: SpectrogramFigure): string {
  const {
    title,
    spectrogram,
    fromSeconds = 0,
    toSeconds,
    tracks = [],
    posteriors,
    timeLabel = 'time',
  } = figure;
  const { width = 960, height = 320, scale = 1, colours = printColours, colourMap = 'magma' } = figure;
  const { features } = spectrogram;
  if (spectrogram.frames < 1) throw new RangeError('the spectrogram has no frame: expected at least one');
  if (!(fromSeconds >= 0 && toSeconds > fromSeconds && toSeconds < Infinity))
    throw new RangeError(
      `the time axis runs from ${fromSeconds} s to ${toSeconds} s: expected an end after the beginning`,
    );
  const axis = createTimeAxis(fromSeconds, toSeconds, width);
  const range = colourRange(figure);
  const labels = figure.labels ?? labelsOf(tracks, posteriors);
  const names = labels.map((label) => textWidth(label, nameSize));
  const room = Math.min(mostNameRoom, Math.max(leastNameRoom, ...names));
  const [left, right] = [room + 16, colourBarWidth({ ...range, height })];
  const valueLabel = figure.valueLabel ?? customaryLabel(features);

  const panels = [
    {
      height,
      svg: drawSpectrogram({ spectrogram, colourMap, ...range, valueLabel, height, scale }, axis, colours),
    },
    ...tracks.map((track) => drawLabelTrack(track, labels, axis, room, colours)),
    ...(posteriors ? [drawPosteriors(posteriors, labels, axis, room, colours)] : []),
  ];
  let y = titleHeight;
  const at = (height: number, svg: string) => {
    const placed = element('g', { transform: `translate(${decimals(left)} ${decimals(y)})` }, svg);
    y += height;
    return placed;
  };
  const placed = panels.map((panel, index) =>
    at(panel.height + (index < panels.length - 1 ? gap : 0), panel.svg),
  );
  placed.push(at(timeAxisHeight, drawTimeAxis(axis, timeLabel, colours)));

  const size = { width: Math.ceil(left + width + right), height: Math.ceil(y + 4) };
  const heading = { x: left, y: 19, 'font-size': 14, fill: colours.ink };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ width: size.width * scale, height: size.height * scale },
      viewBox: `0 0 ${size.width} ${size.height}`,
      ...{ role: 'img', 'font-family': fontFamily, 'font-size': 11 },
    },
    element('title', {}, svgText(title)),
    element('desc', {}, svgText(described(figure, range))),
    element('rect', { ...size, fill: colours.paper }),
    element('text', heading, svgText(shortened(title, 14, width))),
    ...placed,
  );
}

function colourRange({ spectrogram, least, most }: SpectrogramFigure) {
  const loudest = spectrogram.values.reduce((a, b) => Math.max(a, b), -Infinity);
  const customary = pictureRange(spectrogram.features, loudest);
  const from = least ?? customary.least;
  const to = most ?? (least === undefined ? customary.most : loudest);
  return { least: from, most: to > from ? to : from + 1 };
}

function labelsOf(tracks: readonly LabelTrack[], posteriors: FigurePosteriors | undefined): string[] {
  const used = tracks.flatMap(({ segments }) => segments.map(({ label }) => label));
  return [...new Set([...(posteriors?.labels ?? []), ...used])].sort();
}

function customaryLabel(features: FeatureSpec): string {
  const { quantity } = features;
  return { dB: 'level (dB)', ln: `log ${quantity}`, PCEN: 'PCEN', '': quantity }[valueUnit(features)];
}

/** The figure in words, for those who can't see it. */
function described(figure: SpectrogramFigure, { least, most }: { least: number; most: number }): string {
  const { spectrogram, fromSeconds = 0, toSeconds, tracks = [], posteriors } = figure;
  const { bands, fMin, fMax, scale } = spectrogram.features;
  const unit = valueUnit(spectrogram.features);
  const parts = [
    `Spectrogram from ${Number(fromSeconds.toFixed(3))} to ${Number(toSeconds.toFixed(3))} s, ${bands} ${scale} bands from ${hertzText(fMin)} to ${hertzText(fMax)}, ` +
      `colours from ${Number(least.toPrecision(3))} to ${Number(most.toPrecision(3))} ${unit}`.trimEnd(),
    ...tracks.map(({ name, segments }) => `${name} with ${segments.length} segments`),
    ...(posteriors ? [`posteriors of ${posteriors.labels.join(', ')}`] : []),
  ];
  return `${parts.join('; ')}.`;
}

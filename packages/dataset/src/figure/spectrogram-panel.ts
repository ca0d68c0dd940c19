import {
  colourTable,
  type ColourMap,
  FrameGrid,
  frequencyTicks,
  poolMaximum,
  renderSpectrogram,
  type Spectrogram,
} from '@earmark/dsp';
import { scaleLinear } from 'd3-scale';
import { embeddedPng } from './embedded-png.ts';
import { type FigureColours, textWidth } from './style.ts';
import { element, svgText } from './svg.ts';
import type { TimeAxis } from './time-axis.ts';

/** A spectrogram, or what is left of a long one; see `createFramePool`. */
export interface FigureSpectrogram extends Spectrogram {
  /** The first column's first frame; 0 unless given. No whole number where the frames lie between those of the time axis. */
  readonly startFrame?: number;
  /** How many frames a column stands for; 1 unless given. */
  readonly framesPerColumn?: number;
}

export interface SpectrogramPanel {
  readonly spectrogram: FigureSpectrogram;
  readonly colourMap: ColourMap;
  /** Between which values the colours run. */
  readonly least: number;
  readonly most: number;
  /** What the values are, beside the colour bar. */
  readonly valueLabel: string;
  readonly height: number;
  /** Pixels of the picture to one of the figure. */
  readonly scale: number;
}

type ColourBar = Pick<SpectrogramPanel, 'least' | 'most' | 'height'>;

const barLeft = 14;
const barWidth = 12;

/** The spectrogram with its frequency axis to the left and its colour bar to the right. */
export function drawSpectrogram(panel: SpectrogramPanel, axis: TimeAxis, colours: FigureColours): string {
  const { width } = axis;
  const { height } = panel;
  return element(
    'g',
    { class: 'spectrogram' },
    drawPicture(panel, axis),
    element('rect', { width, height, fill: 'none', stroke: colours.faint }),
    drawFrequencyAxis(panel, colours),
    element('g', { transform: `translate(${width + barLeft} 0)` }, drawColourBar(panel, colours)),
  );
}

/** Pixels right of the plot that the colour bar takes. */
export function colourBarWidth(panel: ColourBar): number {
  const texts = valueTicks(panel).map(({ text }) => textWidth(text, 11));
  return barLeft + barWidth + 8 + Math.max(...texts) + 22;
}

function drawPicture(
  { spectrogram, colourMap, least, most, height, scale }: SpectrogramPanel,
  { width, x }: TimeAxis,
): string {
  const { features, startFrame = 0, framesPerColumn = 1 } = spectrogram;
  const grid = new FrameGrid(features);
  const from = x(grid.boundarySeconds(startFrame));
  const to = x(grid.boundarySeconds(startFrame + spectrogram.frames * framesPerColumn));
  // No finer than the pixels it will be seen in: what is left out in drawing would be lost.
  const pooled = poolMaximum(
    spectrogram,
    Math.max(1, Math.floor((to - from) * scale)),
    Math.floor(height * scale),
  );
  const image = element('image', {
    ...{ x: from, width: to - from, height, preserveAspectRatio: 'none' },
    'image-rendering': 'pixelated',
    href: embeddedPng(renderSpectrogram(pooled, { colourMap, least, most })),
  });
  return element('svg', { width, height, overflow: 'hidden' }, image);
}

function drawFrequencyAxis({ spectrogram, height }: SpectrogramPanel, { ink, faint }: FigureColours): string {
  const ticks = frequencyTicks(spectrogram.features, height / 18).map((tick) => {
    const y = height * (1 - tick.height);
    const text = { x: -8, y: y + 4, 'text-anchor': 'end', fill: ink };
    return (
      element('path', { d: `M0 ${y.toFixed(2)}h-5`, stroke: faint }) +
      element('text', text, hertzText(tick.hertz))
    );
  });
  return element('g', { class: 'frequency-axis' }, ...ticks);
}

/** @example [250, 1500].map(hertzText) // ['250 Hz', '1.5 kHz'] */
export function hertzText(hertz: number): string {
  const rounded = Number(hertz.toPrecision(4));
  return rounded < 1000 ? `${rounded} Hz` : `${rounded / 1000} kHz`;
}

function drawColourBar(panel: SpectrogramPanel, { ink, faint }: FigureColours): string {
  const { colourMap, least, most, valueLabel, height } = panel;
  // 256 rows, the last colour on top.
  const table = new Uint32Array(colourTable(colourMap).buffer).toReversed();
  const bar = { width: 1, height: 256, data: new Uint8ClampedArray(table.buffer) };
  const ticks = valueTicks(panel).map(({ value, text }) => {
    const y = (height * (most - value)) / (most - least);
    return (
      element('path', { d: `M${barWidth} ${y.toFixed(2)}h4`, stroke: faint }) +
      element('text', { x: barWidth + 7, y: y + 4, fill: ink }, svgText(text))
    );
  });
  const titleX = colourBarWidth(panel) - barLeft - 6;
  const title = {
    transform: `translate(${titleX.toFixed(2)} ${height / 2}) rotate(-90)`,
    ...{ 'text-anchor': 'middle', 'font-size': 12, fill: ink },
  };
  return element(
    'g',
    { class: 'colour-bar' },
    element('image', {
      ...{ width: barWidth, height, preserveAspectRatio: 'none', href: embeddedPng(bar) },
      'image-rendering': 'pixelated',
    }),
    element('rect', { width: barWidth, height, fill: 'none', stroke: faint }),
    ...ticks,
    element('text', title, svgText(valueLabel)),
  );
}

function valueTicks({ least, most, height }: ColourBar) {
  const scale = scaleLinear().domain([least, most]);
  const count = Math.max(2, height / 50);
  const write = scale.tickFormat(count);
  return scale.ticks(count).map((value) => ({ value, text: write(value) }));
}

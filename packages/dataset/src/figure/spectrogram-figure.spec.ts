import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, type FeatureSpec, featurePresets, FrameGrid, spectrogram } from '@earmark/dsp';
import type { Segment } from '../segment.ts';
import { spectrogramFigure, type SpectrogramFigure } from './spectrogram-figure.ts';
import { cornerOf, elementsOf, partOf } from './svg.fixture.ts';

const WIDTH = 500;
const frames = 100;
const plain: SpectrogramFigure = {
  title: 'plain',
  spectrogram: {
    values: new Float32Array(frames * 64).fill(-50),
    frames,
    bands: 64,
    features: defaultFeatures,
  },
  toSeconds: 10,
  width: WIDTH,
};
const number = (text: string | undefined) => Number(text);
const texts = (svg: string) =>
  elementsOf(svg, 'text').map(({ content }) => content.replace(/<title>.*<\/title>/, ''));
/** From and to, in pixels, of every segment in the rows of a track. */
const bars = (track: string) =>
  elementsOf(track, 'path', { class: 'segments' }).map(({ attributes }) =>
    [...attributes['d']!.matchAll(/M([\d.]+) [\d.]+h([\d.]+)/g)].map(([, x, length]) => [
      number(x),
      number(x) + number(length),
    ]),
  );

describe('spectrogramFigure', () => {
  it('puts the spectrogram where its frames lie in time', () => {
    const grid = new FrameGrid(defaultFeatures);
    const spectrogram = { ...plain.spectrogram, startFrame: 300, framesPerColumn: 4 };
    const svg = spectrogramFigure({ ...plain, spectrogram, fromSeconds: 2 });
    const { x, width, ...image } = elementsOf(partOf(svg, 'spectrogram'), 'image')[0]!.attributes;
    // Browsers blur enlarged pictures otherwise.
    expect(image['image-rendering']).toBe('pixelated');
    const pixel = (seconds: number) => ((seconds - 2) / 8) * WIDTH;
    expect(number(x)).toBeCloseTo(pixel(grid.boundarySeconds(300)), 1);
    expect(number(x) + number(width)).toBeCloseTo(pixel(grid.boundarySeconds(700)), 1);
  });

  it('numbers time and frequency, and names their units', () => {
    const svg = spectrogramFigure(plain);
    const time = elementsOf(partOf(svg, 'time-axis'), 'text');
    expect(time.at(-1)!.content).toBe('time (s)');
    const ticks = time.slice(0, -1);
    expect(ticks.length).toBeGreaterThan(4);
    for (const { content, attributes } of ticks)
      expect(number(attributes['x'])).toBeCloseTo((number(content) / 10) * WIDTH, 1);
    expect(texts(partOf(svg, 'frequency-axis'))).toEqual(
      expect.arrayContaining(['500 Hz', '1 kHz', '4 kHz']),
    );
    expect(texts(partOf(svg, 'colour-bar')).at(-1)).toBe('level (dB)');
  });

  it('says whose time it is, and puts frames between those of the axis', () => {
    const spectrogram = { ...plain.spectrogram, startFrame: 12.5 };
    const svg = spectrogramFigure({
      ...{ ...plain, spectrogram, fromSeconds: 0.1255, toSeconds: 1.1255 },
      timeLabel: 'time of A & B',
    });
    expect(texts(partOf(svg, 'time-axis')).at(-1)).toBe('time of A &amp; B (s)');
    const { attributes } = elementsOf(partOf(svg, 'spectrogram'), 'image')[0]!;
    // Half a frame less half a hop after the beginning, which is 0.5 ms after that of frame 12.5.
    expect(number(attributes['x'])).toBeCloseTo((0.0075 - 0.0005) * WIDTH, 1);
    expect(svg).toMatch(/<desc>Spectrogram from 0\.12[56] to 1\.12[56] s/);
  });

  it('puts the values of the colour bar between its ends', () => {
    const svg = spectrogramFigure({ ...plain, least: -90, most: -10, height: 200 });
    const ticks = elementsOf(partOf(svg, 'colour-bar'), 'text').slice(0, -1);
    expect(ticks.map(({ content }) => content)).toEqual(['−80', '−60', '−40', '−20']);
    for (const { content, attributes } of ticks) {
      const value = number(content.replace('−', '-'));
      expect(number(attributes['y']) - 4).toBeCloseTo((200 * (-10 - value)) / 80, 1);
    }
  });

  it('takes a difference from 0 up', () => {
    const values = plain.spectrogram.values.map((_, i) => (i === 77 ? 24.5 : 3));
    const spectrogram = { ...plain.spectrogram, values };
    const svg = spectrogramFigure({ ...plain, spectrogram, least: 0, valueLabel: '|A − B| (dB)' });
    expect(texts(partOf(svg, 'colour-bar'))).toEqual(['0', '5', '10', '15', '20', '|A − B| (dB)']);
    expect(svg).toContain('colours from 0 to 24.5 dB');
    const same = { ...spectrogram, values: new Float32Array(frames * 64) };
    expect(
      texts(partOf(spectrogramFigure({ ...plain, spectrogram: same, least: 0 }), 'colour-bar')),
    ).toContain('1.0');
  });

  it('draws every segment in the row of its label', () => {
    const reference: Segment[] = [
      { start: 0, end: 2, label: 'noise' },
      { start: 2, end: 5, label: 'speech' },
      { start: 4.5, end: 12, label: 'noise' },
    ];
    const tracks = [
      { name: 'reference', segments: reference },
      { name: 'hypothesis', segments: reference.slice(1, 2) },
    ];
    const svg = spectrogramFigure({ ...plain, tracks, labels: ['speech', 'noise'] });
    const [first, second] = svg.split('<g class="track">').slice(1) as [string, string];
    expect(texts(first).slice(0, 3)).toEqual(['reference', 'speech', 'noise']);
    expect(bars(first)).toEqual([
      [[100, 250]],
      [
        [0, 100],
        [225, 500],
      ],
    ]);
    expect(texts(second).slice(0, 2)).toEqual(['hypothesis', 'speech']);
    expect(bars(second)).toEqual([[[100, 250]]]);
    const fills = elementsOf(svg, 'path', { class: 'segments' }).map(({ attributes }) => attributes['fill']);
    expect(fills[0]).toBe(fills[2]);
    expect(fills[0]).not.toBe(fills[1]);
  });

  it('keeps segments of milliseconds in hours visible, and few', () => {
    const segments = Array.from({ length: 20_000 }, (_, i) => ({
      start: i * 0.5,
      end: i * 0.5 + 0.01,
      label: 'tick',
    }));
    segments.push(
      { start: 17_000, end: 17_000.01, label: 'tick' },
      { start: 17_999.99, end: 18_000, label: 'tick' },
    );
    const svg = spectrogramFigure({ ...plain, toSeconds: 18_000, tracks: [{ name: 'reference', segments }] });
    const [row] = bars(svg);
    expect(row).toHaveLength(3);
    expect(row![0]).toEqual([0, expect.closeTo((9999.5 / 18_000) * WIDTH + 1, 1)]);
    expect(row![1]).toEqual([
      expect.closeTo((17_000 / 18_000) * WIDTH, 1),
      expect.closeTo((17_000 / 18_000) * WIDTH + 1, 1),
    ]);
    expect(row![2]).toEqual([WIDTH - 1, WIDTH]);
  });

  it('puts the rarest of many labels into one row', () => {
    const segments = Array.from({ length: 30 }, (_, i) => ({
      start: 0,
      end: 1 + i / 10,
      label: `label ${i}`,
    }));
    const svg = spectrogramFigure({ ...plain, tracks: [{ name: 'reference', segments }] });
    const names = texts(svg.slice(svg.indexOf('<g class="track">'), svg.indexOf('<g class="time-axis">')));
    expect(names).toHaveLength(13);
    expect(names.slice(1, -1).sort()).toEqual(Array.from({ length: 11 }, (_, i) => `label ${19 + i}`));
    expect(names.at(-1)).toBe('19 others');
  });

  it('draws a curve for every label, and of two labels the first', () => {
    const grid = new FrameGrid(defaultFeatures);
    const values = Float32Array.from({ length: 900 }, (_, i) => [0.25, 0.5, 1][i % 3]!);
    const posteriors = { values, frames: 300, labels: ['a', 'b', 'c'], grid };
    const svg = spectrogramFigure({ ...plain, posteriors, toSeconds: 3.0125 });
    const curves = elementsOf(svg, 'polyline').map(({ attributes }) =>
      attributes['points']!.split(' ').map(number),
    );
    expect(curves).toHaveLength(3);
    const [a, b, c] = curves.map((points) => points.filter((_, i) => i % 2 === 1));
    for (const [curve, share] of [
      [a!, 0.75],
      [b!, 0.5],
      [c!, 0],
    ] as const)
      for (const y of curve) expect((y - 16) % 42).toBeCloseTo(36 * share, 1);
    expect(curves[0]).toHaveLength(600);
    expect(curves[0]![2 * 100]).toBeCloseTo((grid.centreSeconds(100) / 3.0125) * WIDTH, 1);

    const two = { ...posteriors, values: new Float32Array(600), labels: ['noise', 'speech'] };
    const ofTwo = spectrogramFigure({ ...plain, posteriors: two, labels: ['speech', 'noise'] });
    expect(elementsOf(ofTwo, 'polyline')).toHaveLength(1);
    expect(texts(ofTwo)).toContain('speech');
    expect(texts(ofTwo)).not.toContain('noise');
  });

  it('draws those of many labels that come closest to 1', () => {
    const labels = Array.from({ length: 40 }, (_, i) => `class ${i}`);
    const values = Float32Array.from({ length: 80 }, (_, i) => (i === 3 ? 1 : (i % 40) / 100));
    const posteriors = { values, frames: 2, labels, grid: new FrameGrid(defaultFeatures) };
    const svg = spectrogramFigure({ ...plain, posteriors });
    const names = texts(partOf(svg, 'posteriors')).filter((text) => text.startsWith('class'));
    expect(names.toSorted()).toEqual(
      ['class 3', ...Array.from({ length: 11 }, (_, i) => `class ${29 + i}`)].toSorted(),
    );
    expect(texts(svg)).toContain('posteriors (the 12 highest of 40 labels)');
  });

  it('keeps the highest and the lowest of a million posteriors', () => {
    const grid = new FrameGrid(defaultFeatures);
    const values = new Float32Array(2_000_000).fill(0.5);
    values[2 * 123_456] = 0;
    values[2 * 876_543] = 1;
    const posteriors = { values, frames: 1_000_000, labels: ['a', 'b'], grid };
    const svg = spectrogramFigure({ ...plain, posteriors, toSeconds: 10_000 });
    const points = elementsOf(svg, 'polyline')[0]!.attributes['points']!.split(' ').map(number);
    expect(points.length).toBeLessThanOrEqual(4 * WIDTH);
    const at = (frame: number) => {
      const x = (grid.centreSeconds(frame) / 10_000) * WIDTH;
      return points[points.findIndex((value, i) => i % 2 === 0 && Math.abs(value - x) < 0.006) + 1];
    };
    expect(at(123_456)).toBe(16 + 36);
    expect(at(876_543)).toBe(16);
  });

  it.each([
    ...Object.entries(featurePresets),
    ['PCEN', { ...defaultFeatures, compression: 'pcen' }],
    ['power', { ...defaultFeatures, compression: 'none' }],
  ] as [string, FeatureSpec][])('draws the features of %s, sound and silence', async (_, features) => {
    for (const gain of [0, 0.1]) {
      const samples = Float32Array.from({ length: 44_100 }, (_, i) => gain * Math.sin(i * i * 1e-5));
      const seen = await spectrogram({ samples, sampleRate: 44_100 }, features);
      const svg = spectrogramFigure({ title: 'sweep', spectrogram: seen, toSeconds: 1 });
      expect(svg.replaceAll(/base64,[^"]*/g, '')).not.toMatch(/NaN|Infinity|undefined/);
      expect(elementsOf(partOf(svg, 'frequency-axis'), 'text').length).toBeGreaterThan(3);
      expect(elementsOf(partOf(svg, 'colour-bar'), 'text').length).toBeGreaterThan(2);
    }
  });

  it('makes room for long names, and says in words what it shows', () => {
    const label = 'Tetrao urogallus, displaying male at the edge of the lek & far from the microphone';
    const tracks = [{ name: 'reference', segments: [{ start: 0, end: 1, label }] }];
    const svg = spectrogramFigure({ ...plain, title: 'a < b', tracks });
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg).toMatch(
      /<desc>Spectrogram from 0 to 10 s, 64 mel bands from 50 Hz to 8 kHz, .*reference with 1 segments/,
    );
    expect(svg).toContain(`<title>${label.replace('&', '&amp;')}</title>Tetrao urogallus`);
    expect(cornerOf(svg, 'spectrogram').left).toBeGreaterThan(
      cornerOf(spectrogramFigure(plain), 'spectrogram').left,
    );
    expect(cornerOf(svg, 'spectrogram').left).toBeLessThan(250);
  });

  it('refuses no frames, and an axis without length', () => {
    const empty = { ...plain.spectrogram, values: new Float32Array(), frames: 0 };
    expect(() => spectrogramFigure({ ...plain, spectrogram: empty })).toThrow('has no frame');
    expect(() => spectrogramFigure({ ...plain, fromSeconds: 3, toSeconds: 3 })).toThrow(
      'the time axis runs from 3 s to 3 s: expected an end after the beginning',
    );
  });
});

import { pixelOf } from './pixel.ts';

/** Colours of what is painted into pictures, as pixels; the same as in app.css. */
export interface Inks {
  readonly ground: number;
  readonly wave: number;
  readonly zero: number;
  readonly even: number;
  readonly hatch: number;
  /** How much white a label's colour needs to be seen on the ground, from 0 to 1. */
  readonly lightening: number;
}

/** Of the light theme. */
export const lightInks: Inks = {
  ground: pixelOf('#eceef3'),
  wave: pixelOf('#2f56bd'),
  zero: pixelOf('#c3cad5'),
  even: pixelOf('#55606f'),
  hatch: pixelOf('#8e98a7'),
  lightening: 0,
};

/** Of the dark theme. */
export const darkInks: Inks = {
  ground: pixelOf('#1f2631'),
  wave: pixelOf('#86aaff'),
  zero: pixelOf('#3a4454'),
  even: pixelOf('#9ba7b8'),
  hatch: pixelOf('#6b778a'),
  lightening: 0.4,
};

/** Stripes where a spectrogram is not computed yet, in either theme. */
export const pendingInks: readonly [number, number] = [pixelOf('#2b303a'), pixelOf('#343a46')];

import type { ColourMap } from '@earmark/dsp';
import type { Palette } from './palette.ts';

export const colourMaps = ['magma', 'viridis', 'cividis', 'grey'] as const satisfies readonly ColourMap[];
export const palettes = ['green-red', 'blue-orange'] as const satisfies readonly Palette[];
export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** How somebody likes to see the player. */
export interface LookSettings {
  readonly colourMap: ColourMap;
  readonly gainDb: number;
  readonly rangeDb: number;
  readonly palette: Palette;
  readonly theme: Theme;
}

/** Least, most and step of the sliders, in decibels. */
export const gainLimits = { min: -20, max: 80, step: 2 } as const;
export const rangeLimits = { min: 20, max: 120, step: 5 } as const;

export const defaultLook: LookSettings = {
  colourMap: 'magma',
  // Recordings seldom come near what full-scale samples could give.
  gainDb: 20,
  rangeDb: 80,
  palette: 'green-red',
  theme: 'system',
};

/**
 * Reads settings that were kept as JSON. Each one that is missing or makes no sense is as by default: a look is never worth a
 * message.
 *
 * @example readLookSettings('{"theme":"dark","gainDb":"loud"}') // { ...defaultLook, theme: 'dark' }
 */
export function readLookSettings(kept: string | null): LookSettings {
  const found = parsed(kept);
  const oneOf = <Value extends string>(values: readonly Value[], value: unknown, otherwise: Value) =>
    values.find((known) => known === value) ?? otherwise;
  const within = ({ min, max }: typeof gainLimits | typeof rangeLimits, value: unknown, otherwise: number) =>
    typeof value === 'number' && value >= min && value <= max ? value : otherwise;
  return {
    colourMap: oneOf(colourMaps, found['colourMap'], defaultLook.colourMap),
    gainDb: within(gainLimits, found['gainDb'], defaultLook.gainDb),
    rangeDb: within(rangeLimits, found['rangeDb'], defaultLook.rangeDb),
    palette: oneOf(palettes, found['palette'], defaultLook.palette),
    theme: oneOf(themes, found['theme'], defaultLook.theme),
  };
}

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

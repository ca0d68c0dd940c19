/** A measured number and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number;
}

/**
 * One line for a figure.
 *
 * @example figureLine({ name: 'pan, median', value: 4.21, unit: 'ms', target: 16 })
 */
export function figureLine({ name, value, unit, target }: Figure): string {
  const shown = value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
  const outcome = value <= target ? 'met' : 'MISSED';
  return `${name.padEnd(58)} ${`${shown} ${unit}`.padStart(12)}   at most ${`${target} ${unit}`.padEnd(12)} ${outcome}`;
}

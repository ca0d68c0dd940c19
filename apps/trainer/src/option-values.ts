import { InvalidArgumentError } from 'commander';

/** Reads a whole number of at least 1 from the command line. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number of at least 1.');
  return value;
}

/** Reads a channel from the command line: a whole number of at least 0. */
export function channelNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('expected a whole number of at least 0.');
  return value;
}

/** Reads a time in seconds from the command line. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value < Infinity))
    throw new InvalidArgumentError('expected seconds, 0 or more.');
  return value;
}

/** Reads a factor of size from the command line. */
export function factor(text: string): number {
  const value = Number(text);
  if (!(value >= 0.5 && value <= 8)) throw new InvalidArgumentError('expected a number from 0.5 to 8.');
  return value;
}

import { InvalidArgumentError } from 'commander';

/** Reads a whole number of at least 1 from the command line. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number of at least 1.');
  return value;
}

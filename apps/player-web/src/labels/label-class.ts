import { createSegment } from '@earmark/dataset';
import type { LabelStyle } from '../look/palette.ts';
import { readableColour } from './readable-colour.ts';

/**
 * A class that segments are labelled with, and what a person chose of its looks; the rest is `labelStyles`' to give, once the model's
 * labels are known. The first nine have the keys 1 to 9.
 */
export interface LabelClass extends Partial<LabelStyle> {
  /** As in the segments: one line, no blanks around it. */
  readonly name: string;
}

/**
 * Adds a class at the end.
 *
 * @throws RangeError for a name that segments can't have, or that is there already
 * @example addClass([], ' bird ') // [{ name: 'bird' }]
 */
export function addClass(classes: readonly LabelClass[], name: string): readonly LabelClass[] {
  return [...classes, { name: checkedName(classes, name) }];
}

/**
 * Adds those of the names that are not there yet.
 *
 * @throws RangeError for a name that segments can't have
 */
export function joinClasses(classes: readonly LabelClass[], names: Iterable<string>): readonly LabelClass[] {
  let joined = classes;
  for (const name of names) if (!joined.some((one) => one.name === name)) joined = addClass(joined, name);
  return joined;
}

/**
 * Gives a class another name; its place, and so its key, stays.
 *
 * @throws RangeError for a name that segments can't have, or that another class has
 */
export function renameClass(classes: readonly LabelClass[], from: string, to: string): readonly LabelClass[] {
  const others = classes.filter(({ name }) => name !== from);
  const name = checkedName(others, to);
  return name === from ? classes : classes.map((one) => (one.name === from ? { ...one, name } : one));
}

/**
 * Gives a class another colour, darkened where white text could not be read on it, or another pattern.
 *
 * @throws RangeError for a colour that is not `#` and six hexadecimal digits
 */
export function restyleClass(
  classes: readonly LabelClass[],
  name: string,
  style: Partial<LabelStyle>,
): readonly LabelClass[] {
  const colour = style.colour === undefined ? {} : { colour: readableColour(style.colour) };
  return classes.map((one) => (one.name === name ? { ...one, ...style, ...colour } : one));
}

/** The classes without one. */
export function removeClass(classes: readonly LabelClass[], name: string): readonly LabelClass[] {
  return classes.filter((one) => one.name !== name);
}

function checkedName(others: readonly LabelClass[], name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new RangeError('A class needs a name.');
  if (others.some((other) => other.name === trimmed)) {
    throw new RangeError(`There is a class “${trimmed}” already: choose another name.`);
  }
  return createSegment({ start: 0, end: 1, label: trimmed }).label;
}

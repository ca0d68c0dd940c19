import { AnnotationError } from '../annotation-error.ts';

/** Which label each class of a file stands for. */
export type Classes = Readonly<Record<string, string>>;

/**
 * The label of a class that a file names.
 *
 * @throws AnnotationError naming `uri`, line, the class and those that are known.
 * @example labelOfClass('1', { 0: 'noise', 1: 'speech' }, 'a.scv', 1) // 'speech'
 */
export function labelOfClass(name: string, classes: Classes, uri: string, line: number): string {
  const label = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (label !== undefined) return label;
  const known = Object.keys(classes).join(', ');
  throw new AnnotationError(uri, `the class is ${JSON.stringify(name)}; expected one of ${known}`, { line });
}

/**
 * The class that stands for a label, the first where there are several.
 *
 * @throws AnnotationError naming `uri`, the label and those that have a class.
 * @example classOfLabel('speech', { 0: 'noise', 1: 'speech' }, 'a.wav') // '1'
 */
export function classOfLabel(label: string, classes: Classes, uri: string): string {
  const found = Object.entries(classes).find(([, known]) => known === label);
  if (found) return found[0];
  const known = Object.values(classes).join(', ');
  const expectation = `expected one of ${known}. Say which class stands for it`;
  throw new AnnotationError(uri, `label is ${JSON.stringify(label)}; ${expectation}`);
}

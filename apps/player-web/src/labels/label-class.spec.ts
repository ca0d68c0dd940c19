import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addClass, joinClasses, type LabelClass, renameClass, restyleClass } from './label-class.ts';
import { removeLabel, renameLabel, withSegments } from './label-document.ts';

const classesOf = (...names: string[]): readonly LabelClass[] => joinClasses([], names);

describe('addClass', () => {
  it('adds at the end, and chooses no looks', () => {
    expect(addClass(classesOf('bird'), ' noise ')).toEqual([{ name: 'bird' }, { name: 'noise' }]);
  });

  it.each([
    ['', 'needs a name'],
    ['  ', 'needs a name'],
    ['noise', 'already'],
    [' noise', 'already'],
    ['a\nb', 'on one line'],
  ])('refuses the name %j', (name, said) => {
    expect(() => addClass(classesOf('noise'), name)).toThrow(said);
  });
});

it('joinClasses adds what is missing, in order', () => {
  const classes = classesOf('speech');
  expect(joinClasses(classes, ['speech'])).toBe(classes);
  const joined = joinClasses(classes, ['noise', 'speech', 'bird']);
  expect(joined.map(({ name }) => name)).toEqual(['speech', 'noise', 'bird']);
});

it('renameClass keeps place and looks, and refuses a name that is taken', () => {
  const classes = restyleClass(classesOf('a', 'b'), 'a', { colour: '#123456' });
  expect(renameClass(classes, 'a', ' c ')).toEqual([{ ...classes[0], name: 'c' }, classes[1]]);
  expect(renameClass(classes, 'a', 'a')).toBe(classes);
  expect(() => renameClass(classes, 'a', 'b')).toThrow('already');
});

describe('restyleClass', () => {
  it('darkens a colour until white text can be read on it', () => {
    const luminance = (colour: string) =>
      [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
        const value = Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
        return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      }, 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const wanted = `#${rgb.toString(16).padStart(6, '0')}`;
        const [{ colour }] = restyleClass(classesOf('a'), 'a', { colour: wanted }) as [LabelClass];
        expect(1.05 / (luminance(colour!) + 0.05)).toBeGreaterThanOrEqual(4.5);
        if (1.05 / (luminance(wanted) + 0.05) >= 4.5) expect(colour).toBe(wanted);
      }),
    );
  });

  it('changes a pattern alone, and refuses what is no colour', () => {
    const classes = classesOf('a', 'b');
    expect(restyleClass(classes, 'b', { pattern: 'dotted' })).toEqual([
      classes[0],
      { ...classes[1], pattern: 'dotted' },
    ]);
    expect(() => restyleClass(classes, 'b', { colour: 'red' })).toThrow('The colour is red');
  });
});

describe('a document', () => {
  const document = {
    classes: classesOf('a', 'b'),
    segments: [
      { start: 0, end: 1, label: 'a', note: 'x' },
      { start: 1, end: 2, label: 'b' },
    ],
  };

  it('renames segments with their class', () => {
    const renamed = renameLabel(document, 'a', 'c');
    expect(renamed.segments).toEqual([{ start: 0, end: 1, label: 'c', note: 'x' }, document.segments[1]]);
    expect(renamed.classes[0]?.name).toBe('c');
    expect(renameLabel(document, 'a', 'a')).toBe(document);
  });

  it('loses the segments of a class that is removed', () => {
    expect(removeLabel(document, 'a')).toEqual({
      classes: [document.classes[1]],
      segments: [document.segments[1]],
    });
  });

  it('has a class for every label', () => {
    const segments = [...document.segments, { start: 2, end: 3, label: 'new' }];
    expect(withSegments(document, segments).classes.map(({ name }) => name)).toEqual(['a', 'b', 'new']);
    expect(withSegments(document, document.segments)).toBe(document);
  });
});

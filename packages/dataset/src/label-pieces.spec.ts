import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from './annotation.ts';
import { labelPieces } from './label-pieces.ts';

const pieces = (...rows: [number, number, string][]) => {
  const segments = rows.map(([start, end, label]) => ({ start, end, label }));
  return labelPieces(createAnnotation({ uri: 'a.txt', kind: 'reference', segments }), [
    'noise',
    'speech',
  ]).map(({ start, active }) => [start, ...active]);
};

describe('labelPieces', () => {
  it('cuts where a label begins or ends', () => {
    expect(pieces()).toEqual([[0]]);
    expect(pieces([0, 2, 'noise'], [1, 3, 'speech'])).toEqual([[0, 0], [1, 0, 1], [2, 1], [3]]);
    expect(pieces([1, 2, 'speech'], [2, 3, 'noise'])).toEqual([[0], [1, 1], [2, 0], [3]]);
  });

  it('joins segments of one label that touch, overlap or lie in each other', () => {
    expect(pieces([0, 1, 'noise'], [1, 2, 'noise'])).toEqual([[0, 0], [2]]);
    expect(pieces([1, 4, 'noise'], [2, 3, 'noise'], [3.5, 5, 'noise'])).toEqual([[0], [1, 0], [5]]);
  });
});

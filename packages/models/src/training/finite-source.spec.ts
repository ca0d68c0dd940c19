import { describe, expect, it } from '@jest/globals';
import { finiteRecordings, finiteSource } from './finite-source.ts';

const sourceOf = (values: number[]) => ({
  frames: values.length / 2,
  bands: 2,
  read: (start: number, count: number) => Float32Array.from(values).slice(2 * start, 2 * (start + count)),
});

describe('finiteSource', () => {
  it('reads what is there', () => {
    const source = finiteSource('a.wav', sourceOf([1, 2, 3, 4, 5, 6]));
    expect(source).toMatchObject({ frames: 3, bands: 2 });
    expect([...source.read(1, 2)]).toEqual([3, 4, 5, 6]);
  });

  it.each([NaN, Infinity, -Infinity])('names recording, frame and band of %p', (value) => {
    const source = finiteSource('a.wav', sourceOf([1, 2, 3, 4, 5, value]));
    expect([...source.read(0, 2)]).toEqual([1, 2, 3, 4]);
    expect(() => source.read(1, 2)).toThrow(
      `a.wav: frame 2 has the value ${value} in band 1; expected finite values`,
    );
  });

  it('leaves the rest of a recording as it is', () => {
    const [recording] = finiteRecordings([{ uri: 'b.wav', source: sourceOf([NaN, 0]), weight: 2 }]);
    expect(recording).toMatchObject({ uri: 'b.wav', weight: 2 });
    expect(() => recording!.source.read(0, 1)).toThrow(/b\.wav: frame 0/);
  });
});

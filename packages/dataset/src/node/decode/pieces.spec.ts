import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pieces } from './pieces.ts';

async function* stream(lengths: readonly number[]) {
  let next = 0;
  for (const length of lengths) yield Float32Array.from({ length }, () => (next += 1));
}

describe('pieces', () => {
  it('keeps every sample in its place, in pieces of one length', async () => {
    const cases = fc.asyncProperty(
      fc.array(fc.nat(20), { maxLength: 12 }),
      fc.integer({ min: 1, max: 15 }),
      async (lengths, length) => {
        const cut: Float32Array[] = [];
        for await (const piece of pieces(stream(lengths), length)) cut.push(piece);
        const total = lengths.reduce((sum, each) => sum + each, 0);
        expect(cut.flatMap((piece) => [...piece])).toEqual(
          Array.from({ length: total }, (_, index) => index + 1),
        );
        expect(cut.length).toBe(Math.ceil(total / length));
        expect(cut.slice(0, -1).every((piece) => piece.length === length)).toBe(true);
        // A view would hand on the memory of its neighbours as well.
        expect(cut.every((piece) => piece.buffer.byteLength === piece.byteLength)).toBe(true);
      },
    );
    await fc.assert(cases);
  });
});

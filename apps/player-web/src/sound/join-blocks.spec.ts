import { describe, expect, it } from '@jest/globals';
import { concatenate } from '@earmark/dsp';
import fc from 'fast-check';
import type { SampleBlock } from './decoded-blocks.ts';
import { joinBlocks, type Stretch } from './join-blocks.ts';

/** Sample i has the value i, so that a misplaced one shows. */
const counted = (start: number, length: number): SampleBlock => ({
  start,
  samples: Float32Array.from({ length }, (_, index) => start + index),
});

async function join(blocks: readonly SampleBlock[], stretch: Partial<Stretch> = {}) {
  async function* each(): AsyncGenerator<SampleBlock> {
    yield* blocks;
  }
  const pieces: Float32Array[] = [];
  const all = { from: 0, to: Infinity, pieceLength: 4, ...stretch };
  for await (const piece of joinBlocks(each(), all)) pieces.push(piece);
  return pieces.map((piece) => [...piece]);
}

describe('joinBlocks', () => {
  it('gives pieces of one length, whatever the blocks are and wherever the stretch begins and ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (lengths, from, wanted, pieceLength) => {
          let start = 0;
          const blocks = lengths.map((length) => {
            start += length;
            return counted(start - length, length);
          });
          const to = from + wanted;
          const pieces = await join(blocks, { from, to, pieceLength });
          const expected = [...concatenate(blocks.map(({ samples }) => samples))].slice(from, to);
          expect(pieces.flat()).toEqual(expected);
          expect(pieces.slice(0, -1).every(({ length }) => length === pieceLength)).toBe(true);
        },
      ),
    );
  });

  it('fills what is missing with silence and leaves out what comes twice', async () => {
    const blocks = [counted(0, 3), counted(5, 3), counted(6, 4)];
    expect(await join(blocks)).toEqual([
      [0, 1, 2, 0],
      [0, 5, 6, 7],
      [8, 9],
    ]);
    expect(await join(blocks, { from: 4, to: 6 })).toEqual([[0, 5]]);
  });

  it('does not believe in a gap of more than a minute', async () => {
    const far = 100 * 48_000;
    const blocks = [counted(0, 2), { start: far, samples: Float32Array.of(2, 3) }];
    expect(await join([...blocks, { start: far + 3, samples: Float32Array.of(5) }])).toEqual([
      [0, 1, 2, 3],
      [0, 5],
    ]);
  });

  it('asks for no more blocks than it needs', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<SampleBlock> {
      for (;;) yield counted(10 * asked++, 10);
    }
    for await (const piece of joinBlocks(endless(), { from: 5, to: 25, pieceLength: 20 }))
      expect(piece).toHaveLength(20);
    expect(asked).toBe(3);
  });
});

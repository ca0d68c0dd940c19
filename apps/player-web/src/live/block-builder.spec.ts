import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBlockBuilder } from './block-builder.ts';

describe('createBlockBuilder', () => {
  it('passes every sample on, in order, whatever the quanta and the length of a block', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 700 }),
        (quanta, leastLength) => {
          const builder = createBlockBuilder(leastLength);
          let next = 0;
          const passed: number[] = [];
          for (const length of quanta) {
            const block = builder.push(Float32Array.from({ length }, () => next++));
            if (block) expect(block.length).toBeGreaterThanOrEqual(leastLength);
            passed.push(...(block ?? []));
          }
          expect(passed).toEqual(Array.from({ length: passed.length }, (_, i) => i));
          expect(next - passed.length).toBeLessThan(leastLength);
        },
      ),
    );
  });

  it('keeps samples that the browser overwrites', () => {
    const builder = createBlockBuilder(4);
    const quantum = Float32Array.of(1, 2);
    expect(builder.push(quantum)).toBeUndefined();
    quantum.set([3, 4]);
    expect(builder.push(quantum)).toEqual(Float32Array.of(1, 2, 3, 4));
  });
});

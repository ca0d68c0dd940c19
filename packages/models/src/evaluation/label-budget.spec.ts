import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@earmark/dataset';
import fc from 'fast-check';
import type { LabelledFrames } from '../training/spans.ts';
import { drawLabelBudget } from './label-budget.ts';

/** Recordings whose targets are runs of labels, -1 among them. */
function recordings(seed: number, labels: number): LabelledFrames[] {
  const random = createRandom(seed);
  return Array.from({ length: 6 }, (_, index) => {
    const targets = new Int8Array(200 + random.integer(400));
    for (let at = 0; at < targets.length; at += 40)
      targets.fill(index === 0 ? (at / 40) % labels : random.integer(labels + 1) - 1, at, at + 40);
    const source = { frames: targets.length, bands: 1, read: () => new Float32Array(0) };
    return { uri: `${index}`, source, targets };
  });
}

const count = (drawn: readonly LabelledFrames[]) =>
  drawn.reduce((sum, { targets }) => sum + targets.filter((target) => target >= 0).length, 0);

describe('drawLabelBudget', () => {
  it('leaves as many labels as the budget allows, each of them right, and some of every label', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 4, max: 3000 }),
        (seed, labels, budget) => {
          const all = recordings(seed, labels);
          const drawn = drawLabelBudget(all, budget, labels, { stretchFrames: 100, seed });
          expect(count(drawn)).toBe(Math.min(budget, count(all)));
          const seen = new Set<number>();
          const wrong: number[] = [];
          for (const { uri, targets } of drawn)
            targets.forEach((target, frame) => {
              if (target < 0) return;
              seen.add(target);
              if (target !== all[Number(uri)]!.targets[frame]) wrong.push(frame);
            });
          expect(wrong).toEqual([]);
          expect([...seen].sort()).toEqual(Array.from({ length: labels }, (_, label) => label));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds to a smaller budget of the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 2, max: 800 }), (seed, budget) => {
        const all = recordings(seed, 2);
        const draw = (frames: number) => drawLabelBudget(all, frames, 2, { stretchFrames: 100, seed });
        const larger = new Map(draw(2 * budget).map(({ uri, targets }) => [uri, targets]));
        const lost = draw(budget).flatMap(({ uri, targets }) =>
          [...targets].filter((target, frame) => target >= 0 && larger.get(uri)?.[frame] !== target),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('draws others with another seed, and the same with the same', () => {
    const all = recordings(3, 2);
    const draw = (seed: number) => drawLabelBudget(all, 300, 2, { stretchFrames: 100, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('names the label that is nowhere, and a budget that is too small', () => {
    const all = recordings(1, 2);
    const draw = (budget: number, labels: number) => () =>
      drawLabelBudget(all, budget, labels, { stretchFrames: 100, seed: 1 });
    expect(draw(300, 3)).toThrow('no frame has label 2');
    expect(draw(1, 2)).toThrow('the budget is 1 frames');
  });
});

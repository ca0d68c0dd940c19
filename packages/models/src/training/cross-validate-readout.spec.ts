import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { crossValidateReadout } from './cross-validate-readout.ts';
import type { ReadoutExamples } from './readout-examples.ts';

const readout = { labels: ['noise', 'speech'], l2: 0.01 };

/** Rows of two units, of which the first says the label, as far as it goes. */
function examples(label: (row: number) => number, rows: number, says: number, seed = 1): ReadoutExamples {
  const random = createRandom(seed);
  const values = new Float32Array(2 * rows);
  const counts = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    values[2 * row] = says * (2 * label(row) - 1) + 0.3 * random.normal();
    values[2 * row + 1] = random.normal();
    counts[2 * row + label(row)] = 4;
  }
  return { uri: `${seed}.wav`, units: 2, labels: 2, values, counts };
}

const alternating = (row: number) => Math.floor(row / 7) % 2;

describe('crossValidateReadout', () => {
  it('finds labels that can be told, in five stretches of one recording', () => {
    expect(crossValidateReadout([examples(alternating, 300, 1)], readout)).toMatchObject({
      accuracy: expect.closeTo(1, 1),
      balancedAccuracy: expect.closeTo(1, 1),
      folds: 5,
    });
  });

  it('does not reward the label that is more frequent where nothing can be told', () => {
    const rare = (row: number) => (row % 10 === 0 ? 1 : 0);
    const judged = crossValidateReadout([examples(rare, 500, 0)], readout)!;
    expect(judged.accuracy).toBeGreaterThan(0.85);
    expect(judged.balancedAccuracy).toBeCloseTo(0.5, 1);
  });

  it('holds whole recordings out where there are enough', () => {
    const recordings = [1, 2, 3].map((seed) => examples(alternating, 60, 1, seed));
    expect(crossValidateReadout(recordings, readout)?.folds).toBe(3);
  });

  it('is not made of labels that the readout has seen', () => {
    // The first half says the label the wrong way round: who has heard it elsewhere only gets it wrong.
    const [first, second] = [examples(alternating, 100, -1, 1), examples(alternating, 100, 1, 2)];
    expect(crossValidateReadout([first, second], readout)!.accuracy).toBeLessThan(0.1);
  });

  it('says nothing where there is too little', () => {
    expect(crossValidateReadout([examples((row) => row, 2, 1)], readout)).toBeNull();
    expect(crossValidateReadout([examples((row) => (row < 5 ? 1 : 0), 200, 1)], readout)).toBeNull();
    expect(crossValidateReadout([], readout)).toBeNull();
  });
});

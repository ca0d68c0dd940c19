import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitReadout, type Readout } from './readout.ts';
import type { ReadoutExamples } from './readout-examples.ts';

/** Two units of which the first tells two labels apart by `distance` deviations, and one that never changes. */
function examples(uri: string, rows: number, seed: number, distance = 2): ReadoutExamples {
  const random = createRandom(seed);
  const targets = Array.from({ length: rows }, (_, row) => row % 2);
  return {
    ...{ uri, units: 3, labels: 2 },
    values: Float32Array.from(
      targets.flatMap((target) => [distance * target + random.normal(), random.normal(), 7]),
    ),
    counts: Float32Array.from(targets.flatMap((target) => [1 - target, target])),
  };
}

const names = ['noise', 'speech'];

const logits = ({ weights, bias }: Readout, { values, units, labels }: ReadoutExamples) =>
  Array.from({ length: (values.length / units) * labels }, (_, i) => {
    const [row, label] = [Math.floor(i / labels), i % labels];
    let sum = bias[label]!;
    for (let unit = 0; unit < units; unit++)
      sum += values[row * units + unit]! * weights[unit * labels + label]!;
    return sum;
  });

describe('fitReadout', () => {
  it('learns what tells labels apart, and nothing of a unit that never changes', () => {
    const readout = fitReadout([examples('a', 200, 1), examples('b', 200, 2)], names);
    const [speechLow, speechHigh] = [readout.weights[3]!, readout.weights[1]!];
    expect(readout).toMatchObject({ labels: names });
    expect(speechHigh).toBeGreaterThan(0.5);
    expect(Math.abs(speechLow)).toBeLessThan(0.3);
    expect([...readout.weights.slice(4)]).toEqual([0, 0]);
    const heard = examples('c', 200, 3);
    const answers = logits(readout, heard);
    const right = heard.counts.filter((count, i) => count === 1 && answers[i]! > answers[i ^ 1]!).length;
    expect(right / 200).toBeGreaterThan(0.8);
  });

  it('gives the same answers to embeddings that were shifted and stretched', () => {
    const recordings = [examples('a', 60, 1), examples('b', 60, 2)];
    const before = logits(fitReadout(recordings, names), recordings[0]!);
    const change = fc.tuple(
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(change, ([times, plus]) => {
        const changed = recordings.map((each) => ({
          ...each,
          values: each.values.map((value) => times * value + plus),
        }));
        const after = logits(fitReadout(changed, names), changed[0]!);
        after.forEach((logit, i) => expect(Math.abs(logit - before[i]!)).toBeLessThan(2e-3));
      }),
      { numRuns: 20 },
    );
  });

  it('penalizes more what tells nothing apart', () => {
    const [clear, chance] = [4, 0].map((distance) =>
      fitReadout(
        [1, 2, 3].map((seed) => examples(`${seed}`, 80, seed, distance)),
        names,
      ),
    );
    expect(chance!.l2).toBeGreaterThan(clear!.l2);
  });

  it('takes the penalty that it is given', () => {
    const recordings = [examples('a', 60, 1), examples('b', 60, 2)];
    const chosen = fitReadout(recordings, names);
    expect(fitReadout(recordings, names, chosen.l2)).toEqual(chosen);
    const strong = fitReadout(recordings, names, 10);
    expect(strong.l2).toBe(10);
    expect(Math.abs(strong.weights[1]!)).toBeLessThan(Math.abs(chosen.weights[1]!));
  });

  it('gives the same numbers again, also of many rows', () => {
    const many = [examples('a', 2500, 1), examples('b', 2500, 2)];
    expect(fitReadout(many, names)).toEqual(fitReadout(many, names));
  });

  it('learns from one window for each label', () => {
    const two = { ...examples('a', 2, 1), values: Float32Array.of(0, 1, 7, 1, 1, 7) };
    const readout = fitReadout([two], names);
    expect(logits(readout, two).map((logit) => Math.sign(logit))).toEqual([1, -1, -1, 1]);
  });

  it('counts windows that hold several labels, and weighs them', () => {
    const mixed: ReadoutExamples = {
      ...{ uri: 'a', units: 1, labels: 2 },
      values: Float32Array.of(5, 5),
      counts: Float32Array.of(3, 1, 0, 4),
    };
    const { weights, bias } = fitReadout([mixed], names);
    expect([...weights]).toEqual([0, 0]);
    expect(bias[1]! - bias[0]!).toBeCloseTo(Math.log(5 / 3), 4);
  });

  it('names the label that nothing is labelled with', () => {
    const three = {
      ...examples('a', 4, 1),
      labels: 3,
      counts: Float32Array.of(1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0),
    };
    expect(() => fitReadout([three], [...names, 'bird'])).toThrow(
      'no training frame is labelled bird: label some, or leave the label out (labels: noise, speech, bird)',
    );
    expect(() => fitReadout([], names)).toThrow('no training frame is labelled noise or speech');
  });
});

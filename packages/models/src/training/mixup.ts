import type { Random } from '@earmark/dataset';
import type { Batch } from './batch.ts';

/**
 * Mixes every span of a batch with the next one (the last with the first), normalized values and labels alike, at one share for the
 * batch, drawn from Beta(alpha, alpha). The spans of a batch are in random order, so the next is any. A frame without a label in
 * either of the two has none.
 *
 * Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018.
 *
 * @param alpha above 0: small mixes little, 1 draws any share evenly
 * @returns a new batch
 * @example mixUp(batch, 0.2, createRandom(1)).mixedIn?.share // 0.04
 */
export function mixUp({ spans, inputs, targets }: Batch, alpha: number, random: Random): Batch {
  const share = symmetricBeta(alpha, random);
  const otherInputs = startingAt(inputs, inputs.length / spans);
  const otherTargets = startingAt(targets, targets.length / spans);
  const isLabelled = targets.map((target, frame) => (target >= 0 && otherTargets[frame]! >= 0 ? 1 : 0));
  const labelled = (target: number, frame: number) => (isLabelled[frame] ? target : -1);
  return {
    spans,
    inputs: inputs.map((value, i) => (1 - share) * value + share * otherInputs[i]!),
    targets: targets.map(labelled),
    mixedIn: { targets: otherTargets.map(labelled), share },
  };
}

/** What comes after `start`, then what comes before it. */
function startingAt<Values extends Float32Array | Int32Array>(values: Values, start: number): Values {
  const turned = values.slice() as Values;
  turned.set(values.subarray(start));
  turned.set(values.subarray(0, start), values.length - start);
  return turned;
}

/**
 * Beta(alpha, alpha) from Student's t with 2 alpha degrees of freedom, which Bailey's polar method draws from two even numbers
 * ("Polar generation of random variates with the t-distribution", Mathematics of Computation 62, 1994).
 */
function symmetricBeta(alpha: number, random: Random): number {
  const even = 1 - random.unit();
  const cosine = Math.cos(2 * Math.PI * random.unit());
  /** t² over its degrees of freedom. */
  const square = (even ** (-1 / alpha) - 1) * cosine * cosine;
  return 0.5 + (0.5 * Math.sign(cosine)) / Math.sqrt(1 + 1 / square);
}

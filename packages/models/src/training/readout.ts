import { joinRows, labelTotals, rowCount, type CountedRows } from './counted-rows.ts';
import { embeddingScale, standardizeEmbeddings, type EmbeddingScale } from './embedding-scale.ts';
import { fitLogisticRegression, logisticRegressions, meanCrossEntropy } from './logistic-regression.ts';
import { readoutFolds } from './readout-folds.ts';
import type { ReadoutExamples } from './readout-examples.ts';

/** A linear layer from an encoder's embedding to the logits of labels. */
export interface Readout {
  readonly labels: readonly string[];
  /** Row-major `[units][labels]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** The L2 penalty that was chosen, as `fitLogisticRegression` counts it, on standardized embeddings. */
  readonly l2: number;
}

/**
 * Penalties to choose from, the strongest first. Stronger ones are left out: a minute of labels comes from so few recordings that
 * cross-validation would take them, and the readout then hears less than it could.
 */
const L2_CHOICES = [0.1, 0.01, 0.001];
/** The penalty where there is too little to choose by. */
const L2_UNCHOSEN = 0.01;
/** Rows that the penalty is chosen on; the readout itself is fitted on all. */
const MAX_CHOICE_ROWS = 2000;
/** Near enough to compare penalties. */
const CHOICE_TOLERANCE = 1e-3;

/**
 * Learns labels from embeddings: multinomial logistic regression on standardized embeddings, with the L2 penalty that
 * cross-validation over recordings (over stretches of them, where they are too few) finds best; of equals the stronger. It has one
 * solution, and nothing is drawn: the same examples give the same numbers.
 *
 * @param examples see `readoutExamples`
 * @param labels those that the examples count, in their order
 * @param penalty the L2 penalty to take instead of choosing one
 * @throws RangeError where a label has no frame, naming it
 * @example const { weights, l2 } = fitReadout(examples, ['noise', 'speech'])
 */
export function fitReadout(
  examples: readonly ReadoutExamples[],
  labels: readonly string[],
  penalty?: number,
): Readout {
  const rows = joinRows(examples);
  const totals = labelTotals(rows);
  const missing = labels.filter((_, label) => !(totals[label]! > 0));
  if (missing.length > 0)
    throw new RangeError(
      `no training frame is labelled ${missing.join(' or ')}: label some, or leave the label out (labels: ${labels.join(', ')})`,
    );
  const scale = embeddingScale(rows.values, rows.units);
  const every = Math.ceil(rowCount(rows) / MAX_CHOICE_ROWS);
  const l2 = penalty ?? chooseL2(examples.map((recording) => standardize(everyNth(recording, every), scale)));
  const parameters = fitLogisticRegression(standardize(rows, scale), l2);
  return { labels, l2, ...layerOf(parameters, labels.length, scale) };
}

const standardize = (rows: CountedRows, scale: EmbeddingScale): CountedRows => ({
  ...rows,
  values: standardizeEmbeddings(rows.values, scale),
});

/** Neighbouring windows are nearly the same, so that few are lost with the rest. */
function everyNth({ values, counts, units, labels }: CountedRows, n: number): CountedRows {
  if (n === 1) return { values, counts, units, labels };
  return {
    units,
    labels,
    values: values.filter((_, i) => Math.floor(i / units) % n === 0),
    counts: counts.filter((_, i) => Math.floor(i / labels) % n === 0),
  };
}

/** The penalty with the lowest cross-entropy on what was held out, sought from the strongest on until weaker ones only lose. */
function chooseL2(recordings: readonly CountedRows[]): number {
  const folds = readoutFolds(recordings).map(({ train, heldOut }) => ({
    heldOut,
    fits: logisticRegressions(train, L2_CHOICES, CHOICE_TOLERANCE),
  }));
  let best = { l2: L2_UNCHOSEN, loss: Infinity };
  for (const l2 of folds.length > 0 ? L2_CHOICES : []) {
    const losses = folds.map(({ heldOut, fits }) => meanCrossEntropy(heldOut, fits.next().value!));
    const loss = losses.reduce((sum, each) => sum + each, 0);
    if (loss >= best.loss) break;
    best = { l2, loss };
  }
  return best.l2;
}

/** The layer that reads embeddings as they are. */
function layerOf(
  parameters: Float64Array,
  labels: number,
  { mean, inverseDeviation }: EmbeddingScale,
): Pick<Readout, 'weights' | 'bias'> {
  const units = mean.length;
  const weights = new Float32Array(units * labels);
  const bias = new Float32Array(labels);
  for (let label = 0; label < labels; label++) {
    const at = label * (units + 1);
    let offset = parameters[at + units]!;
    for (let unit = 0; unit < units; unit++) {
      const weight = parameters[at + unit]! * inverseDeviation[unit]!;
      weights[unit * labels + label] = weight;
      offset -= weight * mean[unit]!;
    }
    bias[label] = offset;
  }
  return { weights, bias };
}

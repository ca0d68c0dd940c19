import { FrameGrid, specHash, type FeatureSpec } from '@earmark/dsp';
import { leftContextFrames, type ModelContract } from '@earmark/models';
import type { CardContent } from './card-content.ts';
import { fieldRows, markdownTable } from './markdown.ts';

/** What a model is, and for whom. */
export function modelSection({ name, contract, report, bytes }: CardContent): string {
  const { features, labels, architecture, decision } = contract;
  const { name: kind, ...hyperparameters } = architecture;
  const count = (value: number) => value.toLocaleString('en');
  const hop = milliseconds(new FrameGrid(features).hopSeconds);
  return `Tells ${listOf(labels)} apart at every frame (${hop}) of a recording or a live input. For people who look for ${report.positiveLabel} in recordings of their own, in Node or in a browser, and who check what it finds. It does not say who is heard or what is meant, and nothing that weighs on a person should rest on its answers alone.

    npx nx run trainer:classify -- FILE --model ${name}
    npx nx run trainer:train -- --from ${name} --data MANIFEST

The second command teaches it the labels of your own recordings.

${markdownTable(
  ['what', 'value'],
  [
    ['architecture', kind],
    ...fieldRows(hyperparameters),
    ['weights', count(report.contract.parameters)],
    [
      'size',
      `${count(bytes.modelJson + bytes.weights)} bytes (model.json ${count(bytes.modelJson)}, weights.bin ${count(bytes.weights)})`,
    ],
    ['window', `${report.contract.windowFrames} frames, ${report.contract.windowSeconds.toFixed(3)} s`],
    ['lookahead', lookaheadText(contract)],
    ['features', featuresText(features)],
    ['feature spec', `\`${specHash(features)}\``],
    ['labels', labels.join(', ')],
    ...fieldRows(decision).map(([field, value]) => [`decision: ${field!}`, value!]),
    ['calibration', calibrationText(contract)],
  ],
)}`;
}

const listOf = (labels: readonly string[]): string => new Intl.ListFormat('en').format(labels);

/** How long after the middle of a frame its answer comes, where the audio comes live; in seconds, at most. */
export function liveDelaySeconds({ architecture, windows, features }: ModelContract): number {
  const { hopLength, frameLength, sampleRate } = features;
  const framesAfter = windows.frames - 1 - leftContextFrames(architecture, windows);
  return (framesAfter * hopLength + frameLength / 2) / sampleRate;
}

function lookaheadText(contract: ModelContract): string {
  const { architecture, windows, features } = contract;
  const lookahead = windows.frames - windows.hop - leftContextFrames(architecture, windows);
  const { hopSeconds } = new FrameGrid(features);
  return `${lookahead} frames, ${milliseconds(lookahead * hopSeconds)}: a live answer comes at most ${milliseconds(liveDelaySeconds(contract))} after the moment that it is about`;
}

function featuresText(features: FeatureSpec): string {
  const { sampleRate, frameLength, hopLength, window, bands, scale, fMin, fMax, quantity, compression } =
    features;
  const [length, hop] = [frameLength, hopLength].map((samples) => milliseconds(samples / sampleRate));
  return `${sampleRate} Hz; frames of ${length!} every ${hop!}, window ${window}; ${bands} ${scale} bands from ${fMin} to ${fMax} Hz, ${quantity}, ${compression}`;
}

function calibrationText({ calibration: { temperature, isotonic } }: ModelContract): string {
  const curves = isotonic
    ? `, then isotonic curves of ${isotonic.map((curve) => curve.length).join(', ')} knots`
    : '';
  return `temperature ${temperature.toFixed(3)}${curves}`;
}

const milliseconds = (seconds: number): string => `${Number((1000 * seconds).toFixed(1))} ms`;

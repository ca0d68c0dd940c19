import { join } from 'node:path';
import type { Normalization } from '@earmark/dataset';
import { writeAtomically } from '@earmark/dataset/node';
import { pictureRange, renderSpectrogram, type FeatureSpec, type Pixels } from '@earmark/dsp';
import type { AnsweredExamples } from '@earmark/models';
import { encode } from 'fast-png';
import type { RunFolder } from '../run-folder.ts';

/** Between panels, in pixels; twice that between examples. */
const GAP = 4;

/** The picture of an epoch in a run folder. */
export const pictureFile = ({ path }: Pick<RunFolder, 'path'>, epoch: number): string =>
  join(path, 'pictures', `epoch-${String(epoch).padStart(4, '0')}.png`);

/** Writes `examplesPicture` of an epoch as PNG into a run folder. */
export async function writeExamplesPicture(
  run: RunFolder,
  epoch: number,
  examples: AnsweredExamples,
  input: { readonly features: FeatureSpec; readonly normalization: Normalization },
): Promise<void> {
  const pixels = examplesPicture(examples, input);
  await writeAtomically(pictureFile(run, epoch), encode({ ...pixels, channels: 4, depth: 8 }));
}

/**
 * Draws examples beside what a network makes of them: of each what it hears, what it is to answer (which is left out where that is the
 * same), and its answer, one pixel a frame and band. The colours of an example reach 80 dB below its loudest value.
 *
 * @returns panels beside each other, from left to right, on nothing
 * @example examplesPicture(examples, contract).height // 64
 */
export function examplesPicture(
  { count, frames, heard, wanted, answers }: AnsweredExamples,
  { features, normalization }: { readonly features: FeatureSpec; readonly normalization: Normalization },
): Pixels {
  const { bands } = features;
  const kinds = sameValues(heard, wanted) ? [wanted, answers] : [heard, wanted, answers];
  const width = count * kinds.length * (frames + GAP) + (count - 1) * GAP - GAP;
  const data = new Uint8ClampedArray(4 * width * bands);
  let left = 0;
  for (let example = 0; example < count; example++) {
    const panels = kinds.map((values) =>
      decibels(values.subarray(example * frames * bands, (example + 1) * frames * bands), normalization),
    );
    const loudest = panels.slice(0, -1).flatMap((values) => [values.reduce((a, b) => Math.max(a, b))]);
    const range = pictureRange(features, Math.max(...loudest));
    for (const values of panels) {
      const panel = renderSpectrogram({ values, frames, bands }, { colourMap: 'magma', ...range });
      for (let row = 0; row < bands; row++)
        data.set(panel.data.subarray(4 * row * frames, 4 * (row + 1) * frames), 4 * (row * width + left));
      left += frames + GAP;
    }
    left += GAP;
  }
  return { width, height: bands, data };
}

const sameValues = (a: Float32Array, b: Float32Array): boolean => a.every((value, i) => value === b[i]);

/** Undoes `normalize`. */
const decibels = (values: Float32Array, { mean, deviation }: Normalization): Float32Array =>
  values.map((value, i) => value * deviation[i % mean.length]! + mean[i % mean.length]!);

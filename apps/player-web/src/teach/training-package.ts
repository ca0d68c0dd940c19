import { createAnnotation, fileStem, formatAudacity, type Segment } from '@earmark/dataset';
import type { ArtifactFiles } from '@earmark/models';
import { modelArchive } from '../session/model-archive.ts';

/** What a training package is made of. */
export interface TrainingMaterial {
  /** File name of the recording, beside which the archive is to be unpacked. */
  readonly recordingName: string;
  readonly reference: readonly Segment[];
  readonly model: ArtifactFiles;
}

/**
 * Packs labels and model as `trainer:train` takes them: one folder with a manifest, the labels of the recording and the model. The
 * recording itself, which may be large, stays where it is: the manifest names it as lying beside the folder, as do the folders of
 * other recordings.
 *
 * @returns a ZIP file, named as the recording, to be unpacked beside it
 * @example trainingPackage({ recordingName: 'dawn.wav', reference, model }).name // 'dawn.training.zip'
 */
export function trainingPackage({ recordingName, reference, model }: TrainingMaterial): File {
  const stem = fileStem(recordingName);
  const folder = `${stem}.training`;
  const labels = `${stem}.labels.txt`;
  const annotation = createAnnotation({ uri: recordingName, kind: 'reference', segments: reference });
  const text = (content: string) => new TextEncoder().encode(content);
  return modelArchive(`${folder}.zip`, model, {
    folder: `${folder}/model`,
    others: {
      [`${folder}/${labels}`]: text(formatAudacity(annotation)),
      [`${folder}/manifest.csv`]: text(`path,label_path\n${cell(`../${recordingName}`)},${cell(labels)}\n`),
      [`${folder}/README.txt`]: text(readme(recordingName, folder)),
    },
  });
}

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const readme = (
  recordingName: string,
  folder: string,
): string => `Labels and model, as Earmark's trainer takes them.

1. Unpack the archive so that the folder ${folder} lies beside ${recordingName}. In the commands, which are typed in the
   folder of Earmark's source code, WHERE stands for the folder that holds both.

2. Measure the model on these labels. Where it has learned from them, the figures flatter. Detection errors and events take
   time without a label as time in which nothing is: they need all of the recording labelled.

     npx nx run trainer:evaluate -- --data "WHERE/${folder}/manifest.csv" --split all --model "WHERE/${folder}/model"

3. Learn from these labels and those of other recordings, each with a folder like this one. Training needs at least three
   recordings, to learn from, to choose by and to measure on, and every class in each of them.

     npx nx run trainer:train -- --from "WHERE/${folder}/model" --data "WHERE/${folder}/manifest.csv" "WHERE/SECOND.training/manifest.csv" "WHERE/THIRD.training/manifest.csv"

   Time without a label is left out, unless --background LABEL says what it is.
`;

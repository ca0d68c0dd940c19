import { createAnnotation, frameTargets } from '@earmark/dataset';
import { FrameGrid } from '@earmark/dsp';
import {
  crossValidateReadout,
  embeddedExamples,
  embeddedLogits,
  fitReadout,
  posteriorsOf,
  readoutClassifier,
  type Decision,
  type EmbeddedRecording,
  type EncoderContract,
  type HeldOutAccuracy,
} from '@earmark/models';
import { createBreaks } from './breaks.ts';
import type { HeardRecording } from './hearing.ts';
import { labelsProvenance } from './labels-provenance.ts';
import type { TeachRequest } from './network-messages.ts';
import { classifierModel, type OpenModel } from './opened-models.ts';

type Made = Pick<EncoderContract['provenance'], 'backend' | 'versions'>;

/** What came of teaching. */
export interface Lesson {
  /** The new model, which has heard the recording. */
  readonly model: OpenModel & Required<Pick<OpenModel, 'classifier' | 'heard'>>;
  readonly labelledSeconds: number;
  readonly heldOut: HeldOutAccuracy | null;
}

/** How teaching goes, and whether it is still wanted. */
export interface TeachingOptions {
  /** Hears how far it is, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Those of the models that the trainer makes by a readout. */
const DECISION = { onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 };

/**
 * Teaches labels to what a network has heard: a readout of its embeddings of the labelled frames, in a model of its own that hears the
 * recording with it. Nothing is heard again, as long as the embeddings were kept.
 *
 * @param teacher the model that heard the recording; it stays as it is
 * @param made by what, for the new model's provenance
 * @throws Error in plain words where fewer than two labels are there to be told apart; the signal's reason where it is aborted
 */
export async function teach(
  { encoder, heard, source }: OpenModel,
  request: TeachRequest,
  made: Made,
  { onProgress, signal }: TeachingOptions,
): Promise<Lesson> {
  if (!heard)
    throw new Error('The network has not heard this recording yet. Let it hear the recording first.');
  const { labels, targets } = targetsOf(request, encoder.contract, heard.embedded.frames);
  const examples = await embeddedExamples(
    [{ uri: request.name, targets, embedded: watched(heard.embedded, (done) => onProgress(done / 2)) }],
    labels.length,
    signal,
  );
  const background =
    request.background !== null && labels.includes(request.background) ? request.background : null;
  const readout = fitReadout(examples, labels);
  const classifier = readoutClassifier(encoder, readout, {
    output: 'window',
    decision: { background, ...DECISION } satisfies Decision,
    calibration: { temperature: 1 },
    provenance: provenanceOf(request, encoder.contract, source, made),
  });
  const embedded = watched(heard.embedded, (done) => onProgress((1 + done) / 2));
  const logits = await embeddedLogits(embedded, classifier, signal).catch((error: unknown) => {
    classifier.network.dispose();
    throw error;
  });
  const posteriors = posteriorsOf(logits, classifier);
  const learned: HeardRecording = { ...heard, posteriors };
  const { hopSeconds } = new FrameGrid(encoder.contract.features);
  return {
    model: { ...classifierModel(classifier, source), classifier, heard: learned },
    labelledSeconds: hopSeconds * targets.reduce((frames, target) => frames + (target >= 0 ? 1 : 0), 0),
    heldOut: crossValidateReadout(examples, readout),
  };
}

/** The same embeddings; going through them, which may mean to hear them again, tells how far it is and lets other requests through. */
const watched = (embedded: EmbeddedRecording, onProgress: (done: number) => void): EmbeddedRecording => ({
  ...embedded,
  rows: {
    async *[Symbol.asyncIterator]() {
      const { frames, units, hop, rows } = embedded;
      const takeBreak = createBreaks();
      let windows = 0;
      onProgress(0);
      for await (const piece of rows) {
        windows += piece.length / units;
        await takeBreak(() => onProgress(Math.min(1, (windows * hop) / frames)));
        yield piece;
      }
    },
  },
});

/** The labels that have frames, and which frame has which. Where segments overlap, what is looked for wins over the background. */
function targetsOf(
  { segments, labels, background, name }: TeachRequest,
  { features }: EncoderContract,
  frames: number,
): { labels: readonly string[]; targets: Int8Array } {
  const targetsFor = (among: readonly string[]) =>
    frameTargets(
      createAnnotation({
        uri: name,
        kind: 'reference',
        segments: segments.filter(({ label }) => among.includes(label)),
      }),
      new FrameGrid(features),
      frames,
      among,
      { priority: among.toSorted((a, b) => Number(a === background) - Number(b === background)) },
    );
  const all = targetsFor(labels);
  const used = labels.filter((_, label) => all.includes(label));
  if (used.length >= 2)
    return { labels: used, targets: used.length === labels.length ? all : targetsFor(used) };
  throw new Error(
    labels.length < 2
      ? 'A network learns to tell labels apart: make at least two classes, such as speech and noise, and label some of each.'
      : `Label ${labels.map((label) => `some ${label}`).join(' and ')} first: a network learns from examples of at least two labels${used.length === 1 ? `, and so far there is only ${used[0]!}` : ''}.`,
  );
}

function provenanceOf(
  { name }: TeachRequest,
  { provenance }: EncoderContract,
  source: string,
  made: Made,
): EncoderContract['provenance'] {
  return {
    createdAt: new Date().toISOString(),
    data: labelsProvenance(name, source),
    seed: provenance.seed,
    ...made,
    metrics: {},
  };
}

import { concatenate, FrameGrid } from '@earmark/dsp';
import {
  answerPieces,
  createStretchMeans,
  logitLayer,
  posteriorsOf,
  segmentPosteriors,
  unitsOf,
  type Classifier,
  type EmbeddedRecording,
  type Encoder,
  type Posteriors,
  type StretchMeans,
} from '@earmark/models';
import type { OpenSound } from '../sound/open-sound.ts';
import { createBreaks } from './breaks.ts';
import type { Heard } from './network-messages.ts';

/** What stays in memory of a recording that a network has heard. */
export interface HeardRecording {
  readonly durationSeconds: number;
  readonly embedded: EmbeddedRecording;
  readonly stretches: StretchMeans;
  /** Nothing where the network knows no labels. */
  readonly posteriors?: Posteriors;
}

/** How hearing goes, and whether it is still wanted. */
export interface HearingOptions {
  readonly onProgress: (seconds: number) => void;
  readonly signal: AbortSignal;
  /** More of them are not kept: whoever wants them then lets the network hear again. */
  readonly maxEmbeddingBytes?: number;
}

const MAX_EMBEDDING_BYTES = 256 * 2 ** 20;
/** What a person hears in one go and can judge. */
const STRETCH_SECONDS = 1.5;

/**
 * Lets a network hear a recording once: its posteriors, and the embeddings that a readout learns from.
 *
 * @param model the network; what it heard before is not asked for
 * @param open decodes the recording from its beginning, each time that it is called
 * @throws Error in plain words where the recording can't be decoded; the signal's reason where it is aborted
 */
export async function hearRecording(
  { encoder, classifier }: { readonly encoder: Encoder; readonly classifier?: Classifier },
  open: () => Promise<OpenSound>,
  { onProgress, signal, maxEmbeddingBytes = MAX_EMBEDDING_BYTES }: HearingOptions,
): Promise<HeardRecording> {
  const units = unitsOf(encoder);
  const { features, windows } = encoder.contract;
  const grid = new FrameGrid(features);
  const readOut = classifier && logitLayer(classifier);
  const stretches = createStretchMeans(
    { units, hop: windows.hop },
    Math.round(STRETCH_SECONDS / grid.hopSeconds),
  );
  const logits: Float32Array[] = [];
  let kept: Float32Array[] | undefined = [];
  let bytes = 0;
  let [frames, durationSeconds] = [0, 0];
  const takeBreak = createBreaks();
  for await (const { answers, ...soFar } of hear(encoder, open)) {
    ({ frames, seconds: durationSeconds } = soFar);
    stretches.add(answers);
    if (readOut) logits.push(readOut(answers));
    bytes += answers.byteLength;
    if (bytes > maxEmbeddingBytes) kept = undefined;
    if (answers.length > 0) kept?.push(answers);
    await takeBreak(() => onProgress(durationSeconds));
    signal.throwIfAborted();
  }
  const embedded = { frames, units, hop: windows.hop, rows: kept ?? rowsHeardAgain(encoder, open) };
  const heard = { durationSeconds, embedded, stretches: stretches.result() };
  if (!classifier) return heard;
  const answered = concatenate(logits).subarray(0, frames * classifier.contract.labels.length);
  return { ...heard, posteriors: posteriorsOf(answered, classifier) };
}

/** What the page is told. */
export function heardOf(
  { posteriors, embedded, durationSeconds }: HeardRecording,
  model: { readonly classifier?: Classifier },
): Heard {
  const { frames } = embedded;
  if (!posteriors || !model.classifier)
    return { posteriors: new Float32Array(0), frames, durationSeconds, segments: [] };
  const segments = segmentPosteriors(posteriors, model.classifier.contract.decision, durationSeconds);
  return { posteriors: posteriors.values, frames, durationSeconds, segments };
}

async function* hear(encoder: Encoder, open: () => Promise<OpenSound>): ReturnType<typeof answerPieces> {
  const sound = await open();
  try {
    yield* answerPieces(encoder, sound.pieces(), sound.info.sampleRate);
  } finally {
    sound.close();
  }
}

/** The embeddings of a recording that has too many to be kept. */
const rowsHeardAgain = (encoder: Encoder, open: () => Promise<OpenSound>): AsyncIterable<Float32Array> => ({
  async *[Symbol.asyncIterator]() {
    for await (const { answers } of hear(encoder, open)) yield answers;
  },
});

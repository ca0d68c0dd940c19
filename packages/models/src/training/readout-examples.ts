import type { Encoder } from '../artifact.ts';
import { embed, unitsOf } from '../inference/embed.ts';
import type { EmbeddedRecording } from '../inference/embedded-recording.ts';
import type { CountedRows } from './counted-rows.ts';
import { finiteSource } from './finite-source.ts';
import type { LabelledFrames } from './spans.ts';

/** The labelled windows of one recording, as a readout sees them. */
export interface ReadoutExamples extends CountedRows {
  readonly uri: string;
}

/** Windows that are learned from: many more than change a readout of a few hundred numbers, in little memory. */
const MAX_ROWS = 50_000;

/** A labelled recording that its encoder has heard. */
export interface LabelledEmbeddings extends Pick<LabelledFrames, 'uri' | 'targets' | 'weight'> {
  readonly embedded: EmbeddedRecording;
}

/**
 * Embeds labelled recordings. Windows without a label are left out; where there are more than 50,000 with one, every second, third …
 * is taken.
 *
 * @param labels how many the targets tell apart
 * @returns for every recording with labels its windows, each with how many of its frames have each label, times the recording's weight
 * @param signal ends it between two pieces of a recording
 * @throws RangeError where a feature is not finite, naming recording and frame; the signal's reason where it is aborted
 * @example const readout = fitReadout(await readoutExamples(encoder, train, 2), ['noise', 'speech'])
 */
export const readoutExamples = (
  encoder: Encoder,
  recordings: readonly LabelledFrames[],
  labels: number,
  signal?: AbortSignal,
): Promise<ReadoutExamples[]> =>
  embeddedExamples(
    recordings.map(({ uri, source, targets, weight = 1 }) => ({
      ...{ uri, targets, weight },
      embedded: {
        frames: source.frames,
        units: unitsOf(encoder),
        hop: encoder.contract.windows.hop,
        rows: unhurried(embed(encoder, finiteSource(uri, source))),
      },
    })),
    labels,
    signal,
  );

/** Lets signals and other work of this thread through after every piece. */
async function* unhurried(pieces: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  for await (const piece of pieces) {
    await new Promise((resolve) => setTimeout(resolve));
    yield piece;
  }
}

/**
 * What `readoutExamples` gives, of recordings that have been heard already.
 *
 * @param recordings all heard by one encoder
 * @example fitReadout(await embeddedExamples([{ uri: 'talk.wav', targets, embedded }], 2), ['noise', 'speech'])
 */
export async function embeddedExamples(
  recordings: readonly LabelledEmbeddings[],
  labels: number,
  signal?: AbortSignal,
): Promise<ReadoutExamples[]> {
  const labelled = recordings
    .map((recording) => ({
      ...recording,
      windows: labelledWindows(recording.targets, recording.embedded.hop),
    }))
    .filter(({ windows, weight }) => windows.length > 0 && weight !== 0);
  const every = Math.ceil(labelled.reduce((sum, { windows }) => sum + windows.length, 0) / MAX_ROWS);
  const examples: ReadoutExamples[] = [];
  for (const { uri, embedded, targets, weight = 1, windows } of labelled) {
    const { units, hop, rows } = embedded;
    const wanted = windows.filter((_, index) => index % every === 0);
    const values = new Float32Array(wanted.length * units);
    const counts = new Float32Array(wanted.length * labels);
    wanted.forEach((window, row) => {
      for (const target of targets.subarray(window * hop, (window + 1) * hop))
        if (target >= 0) counts[row * labels + target]! += weight;
    });
    let from = 0;
    let row = 0;
    for await (const piece of rows) {
      signal?.throwIfAborted();
      const to = from + piece.length / units;
      for (; row < wanted.length && wanted[row]! < to; row++) {
        const at = (wanted[row]! - from) * units;
        values.set(piece.subarray(at, at + units), row * units);
      }
      from = to;
    }
    examples.push({ uri, units, labels, values, counts });
  }
  return examples;
}

/** The windows of which at least one frame has a label. */
function labelledWindows(targets: Int8Array, hop: number): number[] {
  const windows: number[] = [];
  for (let window = 0; window * hop < targets.length; window++)
    if (targets.subarray(window * hop, (window + 1) * hop).some((target) => target >= 0))
      windows.push(window);
  return windows;
}

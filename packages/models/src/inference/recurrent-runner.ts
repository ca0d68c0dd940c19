import type { WindowSpec } from '@earmark/dataset';
import { concatenate } from '@earmark/dsp';
import * as tf from '@tensorflow/tfjs';
import { WINDOWS_LAYER } from '../architectures/lstm.ts';
import { joinStates, partStates, statesAgree, type LstmStates } from '../layers/lstm-states.ts';
import { Lstm } from '../layers/lstm.ts';
import type { NetworkRunner } from './convolutional-runner.ts';

/** At most this many stretches of a recording run side by side. */
const MAX_STRETCHES = 32;
/** A stretch is at least this long, as each but the first costs its warm-up too. */
const MIN_STRETCH_FRAMES = 256;
/** Frames that a stretch hears before its first one, to guess the state that the one before it will end in. */
const WARM_UP_FRAMES = 128;
/** Frames that go through the network at once: an hour needs little memory. */
const BLOCK_FRAMES = MAX_STRETCHES * 512;
/** How far a guess may be off, relative to values above 1. */
const TOLERANCE = 1e-6;

/**
 * Runs a recurrent network over frames as they come; its state goes on from call to call, without an end.
 *
 * Many frames at once are cut into stretches that run side by side, each warmed up on the frames before it. A stretch that has started
 * from another state than the one before it has ended in runs again from there, so that the answers are those of running frame by
 * frame, however long the network remembers.
 *
 * @param network as `buildLstm` makes it, whole or cut before its `logits`; not disposed here
 * @throws RangeError where the network is another
 * @example await createRecurrentRunner(network, contract.windows, 64).run(frames)
 */
export function createRecurrentRunner(
  network: tf.LayersModel,
  { frames: windowFrames }: WindowSpec,
  bands: number,
): NetworkRunner {
  const through = sequencesThrough(network, bands);
  const zero = zeroStates(network);
  let state = zero;
  let unanswered = windowFrames - 1;

  /** Answers to a block of frames. Cut into stretches it is `stretches * length` frames long, and a few more at its end. */
  function runBlock(values: Float32Array): Float32Array {
    const frames = values.length / bands;
    const stretches = Math.max(1, Math.min(MAX_STRETCHES, Math.floor(frames / MIN_STRETCH_FRAMES)));
    const length = Math.floor(frames / stretches);
    const all = Array.from({ length: stretches }, (_, stretch) => stretch);
    const cut = (from: number, count: number) => values.subarray(from * bands, (from + count) * bands);

    const guesses = all.slice(1).map((stretch) => cut(stretch * length - WARM_UP_FRAMES, WARM_UP_FRAMES));
    const starts = [
      state,
      ...through(
        guesses,
        guesses.map(() => zero),
      ).map(({ end }) => end),
    ];
    const run: Sequence[] = [];
    for (let wrong = all; wrong.length > 0;) {
      const pieces = wrong.map((stretch) => cut(stretch * length, length));
      through(
        pieces,
        wrong.map((stretch) => starts[stretch]!),
      ).forEach((sequence, i) => {
        run[wrong[i]!] = sequence;
      });
      wrong = all.filter((i) => i > 0 && !statesAgree(starts[i]!, run[i - 1]!.end, TOLERANCE));
      for (const stretch of wrong) starts[stretch] = run[stretch - 1]!.end;
    }
    const rest = cut(stretches * length, frames - stretches * length);
    if (rest.length > 0) run.push(...through([rest], [run.at(-1)!.end]));
    state = run.at(-1)!.end;
    return concatenate(run.map(({ answers }) => answers));
  }

  return {
    run: async (values) => {
      const parts: Float32Array[] = [];
      for (let from = 0; from < values.length; from += BLOCK_FRAMES * bands)
        parts.push(runBlock(values.subarray(from, from + BLOCK_FRAMES * bands)));
      const answers = concatenate(parts);
      const frames = values.length / bands;
      const dropped = Math.min(unanswered, frames);
      unanswered -= dropped;
      return frames === 0 ? answers : answers.subarray((dropped * answers.length) / frames);
    },
    async peek(values) {
      const frames = values.length / bands;
      if (frames <= unanswered) return new Float32Array(0);
      const [{ answers }] = through([values], [state]) as [Sequence];
      return answers.subarray(answers.length - answers.length / frames);
    },
    reset() {
      [state, unanswered] = [zero, windowFrames - 1];
    },
  };
}

/** Answers to every frame of a sequence, `[frames][outputs]`, and where its last frame leaves the layers. */
interface Sequence {
  readonly answers: Float32Array;
  readonly end: LstmStates;
}

/**
 * A function that runs sequences of equal length as one batch, each from its own state, and answers every frame: the layer that drops
 * what is no whole window is left out.
 */
function sequencesThrough(network: tf.LayersModel, bands: number) {
  const dropping = network.layers.findIndex(({ name }) => name === WINDOWS_LAYER);
  if (dropping < 0)
    throw new RangeError(
      `the network ${network.name} has no layer '${WINDOWS_LAYER}': expected one made by buildLstm`,
    );
  const body = tf.model({
    inputs: network.inputs,
    outputs: network.layers[dropping]!.input,
  });
  const head = network.layers.slice(dropping + 1);

  return (sequences: readonly Float32Array[], starts: readonly LstmStates[]): Sequence[] => {
    if (sequences.length === 0) return [];
    const lstmStates = joinStates(starts);
    let values: Float32Array = new Float32Array(0);
    tf.tidy(() => {
      const frames = sequences[0]!.length / bands;
      const input = tf.tensor4d(concatenate(sequences), [sequences.length, frames, bands, 1]);
      const states = body.apply(input, { lstmStates }) as tf.Tensor;
      const answers = head.reduce((signal, layer) => layer.apply(signal) as tf.Tensor, states);
      values = answers.dataSync<'float32'>();
    });
    const perSequence = values.length / sequences.length;
    return partStates(lstmStates, sequences.length).map((end, sequence) => ({
      answers: values.subarray(sequence * perSequence, (sequence + 1) * perSequence),
      end,
    }));
  };
}

function zeroStates(network: tf.LayersModel): LstmStates {
  const states: LstmStates = new Map();
  for (const layer of network.layers)
    if (layer instanceof Lstm)
      states.set(layer.name, { hidden: new Float32Array(layer.units), cell: new Float32Array(layer.units) });
    else if (layer instanceof tf.RNN)
      throw new RangeError(
        `the layer ${layer.name} would forget its state: load the network by withFusedLstm`,
      );
  return states;
}
